// captchaResult: the vectors that the Rust tests read too, and what only JavaScript values can be.

import { checkCaptchaError, deepEqual, equal, ok, thrownBy, throwsCaptcha } from './assert.js';

const TICKET = 't03ZXHWzVyQ2jBUtNc4A';
const INVALID = 'ERR_CAPTCHA_INVALID_RESULT';

export function register(test, lib, env) {
  const { parseCaptchaResult, readShowOptions } = lib;

  for (const one of env.vectors.captchaResult.cases) {
    const given = () => (one.text ? JSON.stringify(one.input) : one.input);

    test('captchaResult: parseCaptchaResult, ' + one.name, () => {
      if (one.expect) {
        deepEqual(parseCaptchaResult(given()), one.expect);
      } else {
        throwsCaptcha(lib, () => parseCaptchaResult(given()), {
          code: INVALID,
          names: [one.error],
        });
      }
    });

    test('captchaResult: readShowOptions, ' + one.name, () => {
      deepEqual(readShowOptions(given()), one.show);
    });

    // What holds for a value holds for its text: nothing else may decide.
    if (!one.text && typeof one.input !== 'string') {
      test('captchaResult: as text too, ' + one.name, () => {
        const text = JSON.stringify(one.input);
        if (one.expect) {
          deepEqual(parseCaptchaResult(text), one.expect);
        } else {
          throwsCaptcha(lib, () => parseCaptchaResult(text), { code: INVALID, names: [one.error] });
        }
        deepEqual(readShowOptions(text), one.show);
      });
    }
  }

  const showOptions = (extraData) => ({
    scene: 1038,
    referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData },
  });
  const solved = { origin: 'plain', status: 'solved', ret: 0, ticket: TICKET };

  test('captchaResult: undefined fields are as if they were not there', () => {
    deepEqual(parseCaptchaResult({ ret: 0, ticket: TICKET, randstr: undefined }), solved);
    deepEqual(readShowOptions(showOptions(undefined)), {
      origin: 'mini-program',
      status: 'closed',
      ret: 2,
    });
    throwsCaptcha(lib, () => parseCaptchaResult({ ret: 0, ticket: undefined }), {
      code: INVALID,
      names: ['ticket'],
    });
  });

  test('captchaResult: NaN and the infinities are no ret', () => {
    for (const ret of [NaN, Infinity, -Infinity]) {
      throwsCaptcha(lib, () => parseCaptchaResult({ ret, ticket: TICKET }), {
        code: INVALID,
        names: ['ret'],
      });
    }
    equal(readShowOptions(Object.assign(showOptions({ ret: 2 }), { scene: NaN })), null);
  });

  test('captchaResult: only own fields count', () => {
    const inherited = [
      Object.create({ ret: 0, ticket: TICKET }),
      Object.create({ detail: { ret: 2 } }),
      Object.create({ mp: { detail: { ret: 2 } } }),
      Object.create(showOptions({ ret: 2 })),
      Object.create(JSON.parse('{"__proto__":{"ret":2}}')),
    ];
    for (const input of inherited) {
      throwsCaptcha(lib, () => parseCaptchaResult(input), {
        code: INVALID,
        names: ['captchaResult'],
      });
      equal(readShowOptions(input), null);
    }
    throwsCaptcha(
      lib,
      () => parseCaptchaResult(Object.assign(Object.create({ ticket: TICKET }), { ret: 0 })),
      { code: INVALID, names: ['ticket'] },
    );
    deepEqual(
      parseCaptchaResult(
        Object.assign(Object.create({ randstr: '@Ux9' }), { ret: 0, ticket: TICKET }),
      ),
      solved,
    );
  });

  test('captchaResult: fields put on Object.prototype change nothing', () => {
    const planted = {
      ret: 0,
      ticket: 'planted',
      randstr: 'planted',
      detail: { ret: 1 },
      scene: 1038,
    };
    Object.assign(Object.prototype, planted);
    let result;
    let error;
    try {
      result = parseCaptchaResult({ ret: 0, ticket: TICKET });
      error = thrownBy(() => parseCaptchaResult({}));
    } finally {
      for (const key of Object.keys(planted)) delete Object.prototype[key];
    }
    deepEqual(result, solved);
    checkCaptchaError(lib, error, { code: INVALID, names: ['captchaResult'] });
  });

  test('captchaResult: objects without a prototype, frozen ones and instances are read', () => {
    class Result {
      constructor() {
        this.ret = 0;
        this.ticket = TICKET;
      }
    }
    const bare = Object.assign(Object.create(null), { ret: 0, ticket: TICKET });
    for (const input of [
      bare,
      Object.freeze({ ret: 0, ticket: TICKET }),
      new Result(),
      new Proxy({ ret: 0, ticket: TICKET }, {}),
    ]) {
      deepEqual(parseCaptchaResult(input), solved);
    }
  });

  test('captchaResult: the input is left as it was', () => {
    const input = showOptions({ ret: 0, ticket: TICKET, randstr: '' });
    const before = JSON.stringify(input);
    parseCaptchaResult(input);
    readShowOptions(input);
    equal(JSON.stringify(input), before);
  });

  test('captchaResult: ticket of 8192 characters, and not one more', () => {
    const ticket = 't'.repeat(8192);
    deepEqual(parseCaptchaResult({ ret: 0, ticket }), Object.assign({}, solved, { ticket }));
    for (const long of [ticket + 't', 't'.repeat(10485760), 'trerror_1_1_' + '1'.repeat(8192)]) {
      throwsCaptcha(lib, () => parseCaptchaResult({ ret: 0, ticket: long }), {
        code: INVALID,
        names: ['ticket'],
      });
      equal(readShowOptions(showOptions({ ret: 0, ticket: long })), null);
    }
  });

  test('captchaResult: randstr of 1024 characters, and not one more', () => {
    const randstr = '@'.repeat(1024);
    deepEqual(
      parseCaptchaResult({ ret: 0, ticket: TICKET, randstr }),
      Object.assign({}, solved, { randstr }),
    );
    for (const long of [randstr + '@', '@'.repeat(10485760)]) {
      throwsCaptcha(lib, () => parseCaptchaResult({ ret: 0, ticket: TICKET, randstr: long }), {
        code: INVALID,
        names: ['randstr'],
      });
    }
  });

  test('captchaResult: text of 64 KiB, and not one character more', () => {
    const text = '{"ret":2}';
    deepEqual(parseCaptchaResult(text + ' '.repeat(65536 - text.length)), {
      origin: 'plain',
      status: 'closed',
      ret: 2,
    });
    for (const length of [65537, 10485760]) {
      throwsCaptcha(lib, () => parseCaptchaResult(text + ' '.repeat(length - text.length)), {
        code: INVALID,
        names: ['captchaResult'],
      });
    }
    const show = JSON.stringify(showOptions({ ret: 2 }));
    ok(readShowOptions(show + ' '.repeat(65536 - show.length)));
    equal(readShowOptions(show + ' '.repeat(65537 - show.length)), null);
  });

  test('captchaResult: text nested deeper than any stack is refused', () => {
    for (const text of [
      '['.repeat(60000),
      '{"a":'.repeat(13000),
      '['.repeat(30000) + ']'.repeat(30000),
    ]) {
      throwsCaptcha(lib, () => parseCaptchaResult(text), {
        code: INVALID,
        names: ['captchaResult'],
      });
      equal(readShowOptions(text), null);
    }
  });

  test('captchaResult: a ticket with a lone surrogate is refused', () => {
    for (const ticket of ['\ud800', 't\udfff', 't03\ud83d']) {
      throwsCaptcha(lib, () => parseCaptchaResult({ ret: 0, ticket }), {
        code: INVALID,
        names: ['ticket'],
      });
      throwsCaptcha(lib, () => parseCaptchaResult({ ret: 0, ticket: TICKET, randstr: ticket }), {
        code: INVALID,
        names: ['randstr'],
      });
      equal(readShowOptions(showOptions({ ret: 0, ticket })), null);
    }
  });

  test('captchaResult: an error message does not repeat the ticket', () => {
    const ticket = 'secretlooking'.repeat(20) + ' ';
    throwsCaptcha(
      lib,
      () => parseCaptchaResult({ ret: 0, ticket }),
      { code: INVALID, names: ['ticket'] },
      [ticket],
    );
    throwsCaptcha(
      lib,
      () => parseCaptchaResult({ ret: 0, ticket: TICKET, randstr: 'rand str' }),
      { code: INVALID, names: ['randstr'] },
      [TICKET],
    );
  });

  test('captchaResult: random junk is a typed error, or null', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"ret"',
      '"ticket"',
      ':',
      ',',
      '0',
      '1',
      '2',
      '"t"',
      'null',
      ' ',
      '\\',
      '"',
      '\ud800',
    ];
    for (let count = 0; count < 5000; count += 1) {
      const text = Array.from(
        env.peer.randomBytes(1 + (count % 12)),
        (byte) => pieces[byte % pieces.length],
      ).join('');
      equal(readShowOptions(text), null);
      let result = null;
      try {
        result = parseCaptchaResult(text);
      } catch (error) {
        checkCaptchaError(lib, error, { code: INVALID });
      }
      ok(result === null || [0, 1, 2].includes(result.ret), text);
    }
  });
}
