import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import fc from 'fast-check';
import { createCaptchaInbox } from './helper.mjs';

const CAPTCHA = 'wx5a3a7366fd07e119';

/** The options of App.onShow on a return from the captcha mini program. */
function returned(extraData) {
  return { scene: 1038, path: 'pages/login/login', referrerInfo: { appId: CAPTCHA, extraData } };
}

function solved(ticket) {
  return { ret: 0, ticket, randstr: `@${ticket}` };
}

test('a result is taken once', () => {
  const inbox = createCaptchaInbox();
  assert.equal(inbox.capture(returned(solved('a'))), true);
  assert.deepEqual(inbox.take(), solved('a'));
  assert.equal(inbox.take(), null);
});

test('a show that repeats a ticket is not captured again, taken or not', () => {
  const inbox = createCaptchaInbox();
  inbox.capture(returned(solved('a')));
  assert.equal(inbox.capture(returned(solved('a'))), false);
  assert.deepEqual(inbox.take(), solved('a'));
  assert.equal(inbox.capture(returned(solved('a'))), false);
  assert.equal(inbox.take(), null);
});

test('a result captured before any page exists waits for the page', () => {
  const inbox = createCaptchaInbox(); // App.onLaunch, App.onShow; the page comes later
  inbox.capture(returned(solved('cold-start')));
  assert.deepEqual(inbox.take(), solved('cold-start'));
});

test('of two pages shown in one cycle, one gets the result', () => {
  const inbox = createCaptchaInbox();
  inbox.capture(returned(solved('a')));
  const taken = [inbox.take(), inbox.take()];
  assert.deepEqual(taken, [solved('a'), null]);
});

for (const [name, extraData, expected] of [
  ['the user closed the captcha', { ret: 2 }, { ret: 2 }],
  ['the captcha failed', { ret: 1 }, { ret: 1 }],
  ['the user swiped back: no extraData', undefined, { ret: 2 }],
  ['extraData null', null, { ret: 2 }],
  ['extraData empty', {}, { ret: 2 }],
  ['solved, without a ticket', { ret: 0 }, { ret: 2 }],
  ['solved, without a randstr', { ret: 0, ticket: 'a' }, { ret: 0, ticket: 'a' }],
]) {
  test(`a return is captured: ${name}`, () => {
    const inbox = createCaptchaInbox();
    assert.equal(inbox.capture(returned(extraData)), true);
    assert.deepEqual(inbox.take(), expected);
    assert.equal(inbox.take(), null);
  });
}

// The vendor's sample reads `options.referrerInfo.appId`, and `ret` of an extraData that may be missing.
for (const [name, options] of [
  ['an ordinary start', { scene: 1001, path: 'pages/login/login', query: {} }],
  ['scene 1038 with referrerInfo missing', { scene: 1038 }],
  ['scene 1038 with referrerInfo null', { scene: 1038, referrerInfo: null }],
  [
    'a return from another mini program',
    { scene: 1038, referrerInfo: { appId: 'wx0', extraData: solved('a') } },
  ],
  ['another scene that names the captcha', { ...returned(solved('a')), scene: 1037 }],
  ['no options', undefined],
  ['text', '1038'],
]) {
  test(`a show that is no return from the captcha is left alone: ${name}`, () => {
    const inbox = createCaptchaInbox();
    assert.equal(inbox.capture(options), false);
    assert.equal(inbox.take(), null);
  });
}

test('a close does not displace a ticket that waits', () => {
  const inbox = createCaptchaInbox();
  inbox.capture(returned(solved('a')));
  assert.equal(inbox.capture(returned({ ret: 2 })), false);
  assert.deepEqual(inbox.take(), solved('a'));
  assert.equal(inbox.take(), null);
});

test('a ticket takes the place of a close that waits', () => {
  const inbox = createCaptchaInbox();
  inbox.capture(returned({ ret: 2 }));
  assert.equal(inbox.capture(returned(solved('a'))), true);
  assert.deepEqual(inbox.take(), solved('a'));
  assert.equal(inbox.take(), null);
});

test('a result that nobody took within five minutes is dropped', () => {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  try {
    const inbox = createCaptchaInbox();
    inbox.capture(returned(solved('old')));
    mock.timers.tick(299_999);
    inbox.capture(returned(solved('new')));
    mock.timers.tick(1);
    assert.deepEqual(inbox.take(), solved('new'));
    assert.equal(inbox.take(), null);
    inbox.capture(returned(solved('in time')));
    mock.timers.tick(299_999);
    assert.deepEqual(inbox.take(), solved('in time'));
  } finally {
    mock.timers.reset();
  }
});

test('memory is bounded: tickets that nobody takes, and tickets that were taken', () => {
  const heldBytes = (use) => {
    global.gc();
    const before = process.memoryUsage().heapUsed;
    const held = use();
    global.gc();
    return [process.memoryUsage().heapUsed - before, held];
  };
  const longTicket = (n) => Buffer.alloc(4096, 120).toString() + n; // 20,000 of them: 80 MB
  for (const takes of [false, true]) {
    const [bytes, inbox] = heldBytes(() => {
      const box = createCaptchaInbox();
      for (let n = 0; n < 20_000; n++) {
        box.capture(returned(solved(longTicket(n))));
        if (takes) box.take();
      }
      return box;
    });
    assert.ok(bytes < 4_000_000, `${bytes} bytes are held`);
    assert.ok(inbox);
  }
});

test('in any order of shows, each solved ticket reaches one page once, and none is lost', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant({ do: 'solve' }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat'), back: fc.nat(5) }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ do: 'close' }, { do: 'fail' }, { do: 'swipe back' }),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ do: 'foreign' }, { do: 'no referrer' }, { do: 'plain show' }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('show page'), page: fc.constantFrom('a', 'b') }),
    },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const inbox = createCaptchaInbox();
      const issued = [];
      const delivered = [];
      let toldWithoutTicket = 0;
      const take = (page) => {
        const result = inbox.take();
        if (result === null) return;
        if (result.ret === 0) delivered.push({ page, ticket: result.ticket });
        else toldWithoutTicket++;
      };
      let returnsWithoutTicket = 0;
      for (const s of steps) {
        if (s.do === 'solve') {
          if (issued.length - delivered.length === 32) continue; // the documented bound
          issued.push(`t${issued.length}`);
          assert.equal(inbox.capture(returned(solved(issued.at(-1)))), true);
        } else if (s.do === 'repeat') {
          const ticket = issued.at(-1 - s.back);
          if (ticket) assert.equal(inbox.capture(returned(solved(ticket))), false);
        } else if (s.do === 'show page') {
          take(s.page);
        } else if (s.do === 'foreign') {
          inbox.capture({ scene: 1038, referrerInfo: { appId: 'wx1', extraData: solved('x') } });
        } else if (s.do === 'no referrer') {
          inbox.capture({ scene: 1038 });
        } else if (s.do === 'plain show') {
          inbox.capture({ scene: 1001 });
        } else {
          returnsWithoutTicket++;
          inbox.capture(returned({ close: { ret: 2 }, fail: { ret: 1 } }[s.do]));
        }
      }
      while (delivered.length < issued.length) {
        const before = delivered.length;
        take('a');
        assert.ok(delivered.length > before, 'a ticket was lost');
      }
      assert.deepEqual(
        delivered.map((d) => d.ticket),
        issued.slice(0, delivered.length),
      );
      assert.equal(delivered.length, issued.length);
      assert.ok(toldWithoutTicket <= returnsWithoutTicket);
    }),
    { numRuns: 3000 },
  );
});
