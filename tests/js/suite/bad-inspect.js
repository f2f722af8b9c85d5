// Bad arguments of inspectAid: a bad token is an answer, bad options are an error.

import { equal, ok, throwsCaptcha } from './assert.js';
import { HONEST, NO_TIMES, SECRET, honestCallsWork } from './honest.js';
import { hostileValues, throwingProxy, withThrowingGetter } from './hostile.js';

const ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
const KEY = 'ERR_CAPTCHA_INVALID_KEY';

export function register(test, lib, env) {
  const { peer } = env;

  for (const [what, token] of hostileValues()) {
    if (what === 'a lone surrogate' || what.startsWith('10 MB')) continue; // text: below
    test('bad input: inspectAid of ' + what, async () => {
      throwsCaptcha(
        lib,
        () => lib.inspectAid(token, HONEST),
        { code: ARGUMENT, names: ['aidEncrypted'] },
        [SECRET],
      );
      await honestCallsWork(lib, peer);
    });
  }
  test('bad input: inspectAid of 10 MB of text is a problem', async () => {
    for (const token of ['A'.repeat(10485760), '验'.repeat(10485760), '\ud800'.repeat(5000000)]) {
      const inspected = lib.inspectAid(token, HONEST);
      equal(inspected.valid, false);
      equal(inspected.problems.length, 1);
      ok(['wrong_length', 'not_base64'].includes(inspected.problems[0].code));
    }
    await honestCallsWork(lib, peer);
  });
  for (const [what, appSecretKey] of [
    ['no key at all', []],
    ['an empty key among keys', ['key', '']],
    ['a number among keys', ['key', 5]],
    ['a long key among keys', ['k'.repeat(33), 'key']],
    ['a hole among keys', new Array(2)],
    ['keys in keys', [['key']]],
    ['a throwing object among keys', [throwingProxy({})]],
  ]) {
    test('bad input: inspectAid, appSecretKey with ' + what, async () => {
      throwsCaptcha(lib, () => lib.inspectAid('AAAA', { appSecretKey }), {
        code: [KEY, ARGUMENT],
        names: ['appSecretKey'],
      });
      await honestCallsWork(lib, peer);
    });
  }
  test('bad input: inspectAid, captchaAppId, mode and aad are held to the same rules', () => {
    for (const captchaAppId of ['0', 'a', '0123', -1, 1.5, NaN, {}, []]) {
      throwsCaptcha(lib, () => lib.inspectAid('AAAA', { appSecretKey: SECRET, captchaAppId }), {
        code: ARGUMENT,
        names: ['captchaAppId'],
      });
    }
    throwsCaptcha(lib, () => lib.inspectAid('AAAA', { appSecretKey: SECRET, mode: 'ctr' }), {
      code: ARGUMENT,
      names: ['mode'],
    });
    throwsCaptcha(lib, () => lib.inspectAid('AAAA', { appSecretKey: SECRET, aad: 'a' }), {
      code: ARGUMENT,
      names: ['aad'],
    });
    throwsCaptcha(
      lib,
      () => lib.inspectAid('AAAA', { appSecretKey: SECRET, mode: 'gcm', aad: 'a'.repeat(97) }),
      { code: ARGUMENT, names: ['aad'] },
    );
  });

  for (const [what, nowSeconds] of NO_TIMES) {
    test('bad input: inspectAid, nowSeconds ' + what, async () => {
      throwsCaptcha(
        lib,
        () => lib.inspectAid('AAAA', { appSecretKey: SECRET, nowSeconds }),
        { code: ARGUMENT, names: ['nowSeconds'] },
        [SECRET],
      );
      await honestCallsWork(lib, peer);
    });
  }
  for (const [what, options] of hostileValues()) {
    test('bad input: inspectAid with options ' + what, async () => {
      throwsCaptcha(lib, () => lib.inspectAid('AAAA', options), {
        code: [ARGUMENT, KEY],
        names: ['options', 'appSecretKey'],
      });
      await honestCallsWork(lib, peer);
    });
  }
  for (const field of ['captchaAppId', 'appSecretKey', 'mode', 'aad', 'nowSeconds']) {
    test('bad input: inspectAid, a getter of ' + field + ' that throws', async () => {
      const options = withThrowingGetter(Object.assign({ mode: 'gcm' }, HONEST), field);
      throwsCaptcha(
        lib,
        () => lib.inspectAid('AAAA', options),
        { code: [ARGUMENT, KEY], names: ['options', field] },
        [SECRET],
      );
      await honestCallsWork(lib, peer);
    });
  }
}
