import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { readVerifyEvent } from './helper.mjs';

const TICKET = 't03-one-ticket';

function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

const readable = [
  [
    'native verify',
    { type: 'verify', detail: { ret: 0, ticket: TICKET } },
    { ret: 0, ticket: TICKET },
  ],
  ['mpvue verify', { mp: { detail: { ret: 0, ticket: TICKET } } }, { ret: 0, ticket: TICKET }],
  [
    'mpvue with an empty outer detail',
    { detail: undefined, mp: { detail: { ret: 1 } } },
    { ret: 1 },
  ],
  ['failed', { detail: { ret: 1 } }, { ret: 1 }],
  ['failed, with a ticket that means nothing', { detail: { ret: 1, ticket: TICKET } }, { ret: 1 }],
  ['closed by the user', { type: 'close', detail: { ret: 2 } }, { ret: 2 }],
  ['closed by itself after solving', { type: 'close', detail: { ret: 0 } }, { ret: 0 }],
  ['the bare detail, solved', { ret: 0, ticket: TICKET }, { ret: 0, ticket: TICKET }],
  ['the bare detail, failed', { ret: 1 }, { ret: 1 }],
  ['wepy verify', { $wx: { detail: { ret: 0, ticket: TICKET } } }, { ret: 0, ticket: TICKET }],
];

for (const { name, event, expect } of readJson('recorded-events.json').cases) {
  readable.push([`recorded, ${name}`, event, expect]);
}

for (const [name, event, expected] of readable) {
  test(`reads: ${name}`, () => assert.deepEqual(readVerifyEvent(event), expected));
}

// The vendor's sample reads `ev.detail.ret`: it throws on the first of these, inside the handler.
const unreadable = [
  ['no detail', { type: 'close' }],
  ['no event', undefined],
  ['null', null],
  ['detail null', { detail: null }],
  ['mp without detail', { mp: {} }],
  ['detail without ret', { detail: {} }],
  ['ret as text', { detail: { ret: '0', ticket: TICKET } }],
  ['ret of no known meaning', { detail: { ret: 7, ticket: TICKET } }],
  ['text', 'verify'],
];

for (const [name, event] of unreadable) {
  test(`an event that cannot be read lets the user try again: ${name}`, () => {
    assert.deepEqual(readVerifyEvent(event), { ret: 2 });
  });
}

test('a ticket that is no text is left out', () => {
  assert.deepEqual(readVerifyEvent({ detail: { ret: 0, ticket: 5 } }), { ret: 0 });
  assert.deepEqual(readVerifyEvent({ detail: { ret: 0, ticket: '' } }), { ret: 0 });
});

// The shapes that the backend reads, other than options of App.onShow, which are the inbox's.
const shared = readJson('../../vectors/captcha-result.json').cases.filter(
  ({ input, expect }) => typeof input === 'object' && expect?.origin !== 'mini-program',
);
for (const { name, input, expect, error } of shared) {
  test(`reads as the backend does: ${name}`, () => {
    const result = readVerifyEvent(input);
    if (expect) assert.equal(result.ret, expect.ret);
    if (expect?.ret === 0) assert.equal(result.ticket, expect.ticket);
    // the backend refuses more: ret 0 with a ticket that cannot be one is for it to refuse
    if (error && !['ticket', 'randstr'].includes(error)) assert.deepEqual(result, { ret: 2 });
  });
}

test('the shared cases are there', () => assert.ok(shared.length >= 80, `${shared.length}`));

test('whatever comes, the answer is ret 0, 1 or 2, with a ticket only beside 0', () => {
  const detail = fc.oneof(
    fc.anything(),
    fc.record({ ret: fc.anything(), ticket: fc.anything() }, { requiredKeys: [] }),
  );
  const wrapped = fc.oneof(fc.anything(), fc.record({ detail }));
  const event = fc.oneof(
    fc.anything(),
    detail,
    fc.record({ detail, mp: wrapped, $wx: wrapped }, { requiredKeys: [] }),
  );
  fc.assert(
    fc.property(event, (value) => {
      const result = readVerifyEvent(value);
      assert.ok([0, 1, 2].includes(result.ret));
      if ('ticket' in result) {
        assert.equal(result.ret, 0);
        assert.equal(typeof result.ticket, 'string');
      }
    }),
    { numRuns: 2000 },
  );
});
