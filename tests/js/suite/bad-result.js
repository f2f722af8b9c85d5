// A captchaResult from a hostile client: read, or refused with a typed error, and never a trap.

import { checkCaptchaError, deepEqual, equal, throwsCaptcha } from './assert.js';
import { honestCallsWork } from './honest.js';
import { cycle, hostileValues, withThrowingGetter } from './hostile.js';

const RESULT = 'ERR_CAPTCHA_INVALID_RESULT';

export function register(test, lib, env) {
  const { peer } = env;

  for (const [what, value] of hostileValues()) {
    for (const [where, input] of [
      ['', value],
      [' as detail', { detail: value }],
      [' as ret', { ret: value }],
      [' as ticket', { ret: 0, ticket: value }],
      [' as randstr', { ret: 0, ticket: 't', randstr: value }],
      [' as mp', { mp: value }],
      [' as scene', { scene: value }],
      [' as referrerInfo', { scene: 1038, referrerInfo: value }],
      [
        ' as extraData',
        { scene: 1038, referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: value } },
      ],
    ]) {
      test('bad input: captchaResult, ' + what + where, async () => {
        readsOrRefuses(input, where, value);
        await honestCallsWork(lib, peer);
      });
    }
  }
  function readsOrRefuses(input, where, value) {
    let result = null;
    try {
      result = lib.parseCaptchaResult(input);
    } catch (error) {
      checkCaptchaError(lib, error, { code: RESULT });
    }
    // Two odd values are fine: an absent randstr, and extraData with nothing in it.
    const mayBe =
      where === ' as extraData' ? 'closed' : where === ' as randstr' ? 'solved' : 'refused';
    if (where === ' as randstr')
      equal(result !== null, value === undefined || value === null, 'was read');
    if (result !== null) equal(result.status, mayBe);
    deepEqual(lib.readShowOptions(input), where === ' as extraData' ? result : null);
  }
  for (const field of ['ret', 'ticket', 'randstr', 'detail', 'mp', 'scene', 'referrerInfo']) {
    test('bad input: captchaResult, a getter of ' + field + ' that throws', async () => {
      const fields = ['detail', 'mp', 'scene', 'referrerInfo'].includes(field)
        ? { scene: 1038, referrerInfo: {} }
        : { ret: 0, ticket: 't' };
      const input = withThrowingGetter(fields, field);
      throwsCaptcha(lib, () => lib.parseCaptchaResult(input), {
        code: RESULT,
        names: ['captchaResult', field],
      });
      equal(lib.readShowOptions(input), null);
      await honestCallsWork(lib, peer);
    });
  }
  test('bad input: captchaResult, a getter of extraData that throws', () => {
    const referrerInfo = withThrowingGetter({ appId: 'wx5a3a7366fd07e119' }, 'extraData');
    throwsCaptcha(lib, () => lib.parseCaptchaResult({ scene: 1038, referrerInfo }), {
      code: RESULT,
      names: ['captchaResult'],
    });
    equal(lib.readShowOptions({ scene: 1038, referrerInfo }), null);
  });
  test('bad input: captchaResult that points to itself', async () => {
    deepEqual(lib.parseCaptchaResult(cycle({ ret: 2 })), {
      origin: 'plain',
      status: 'closed',
      ret: 2,
    });
    const event = {};
    event.detail = event;
    throwsCaptcha(lib, () => lib.parseCaptchaResult(event), {
      code: RESULT,
      names: ['ret', 'detail'],
    });
    const options = { scene: 1038 };
    options.referrerInfo = options;
    throwsCaptcha(lib, () => lib.parseCaptchaResult(options), {
      code: RESULT,
      names: ['referrerInfo'],
    });
    equal(lib.readShowOptions(options), null);
    await honestCallsWork(lib, peer);
  });
}
