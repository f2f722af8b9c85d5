import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readVerifyEvent } from './helper.mjs';

const TICKET = 't03-one-ticket';

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
];

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

test('whatever comes, the answer is ret 0, 1 or 2, with a ticket only beside 0', () => {
  const detail = fc.oneof(
    fc.anything(),
    fc.record({ ret: fc.anything(), ticket: fc.anything() }, { requiredKeys: [] }),
  );
  const event = fc.oneof(
    fc.anything(),
    fc.record({ detail, mp: fc.oneof(fc.anything(), fc.record({ detail })) }, { requiredKeys: [] }),
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
