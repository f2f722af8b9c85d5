// Bad options for a token: a typed error that names the argument, no trap, and the next call works.

import { ok, throwsCaptcha } from './assert.js';
import { ascii } from './bytes.js';
import { HONEST, NO_TIMES, SECRET, honestCallsWork } from './honest.js';
import { cycle, hostileValues, throwingProxy, withThrowingGetter } from './hostile.js';
import { nowInSeconds, openToken } from './token.js';

const ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
const KEY = 'ERR_CAPTCHA_INVALID_KEY';

export function register(test, lib, env) {
  const { peer } = env;

  /** Every function that takes AidOptions. */
  const issuers = [
    ['encryptAid', (options) => lib.encryptAid(options)],
    ['createAidEncryptor', (options) => lib.createAidEncryptor(options)],
    ['encryptAidWithIv', (options) => env.testing.encryptAidWithIv(withIv(options))],
  ];

  function withIv(options) {
    if (typeof options !== 'object' || options === null) return options;
    try {
      const mode = Object.getOwnPropertyDescriptor(options, 'mode');
      const iv = new Uint8Array(mode && mode.value === 'gcm' ? 12 : 16);
      const copy = Object.create(
        Object.getPrototypeOf(options),
        Object.getOwnPropertyDescriptors(options),
      );
      if (!('nowSeconds' in options)) copy.nowSeconds = 1710144972;
      return Object.assign(copy, { iv });
    } catch (_) {
      return options; // a proxy that lets nobody look inside
    }
  }

  function refused(what, fields, expected, secrets) {
    for (const [name, issue] of issuers) {
      test('bad input: ' + name + ', ' + what, async () => {
        throwsCaptcha(
          lib,
          () => issue(Object.assign({}, HONEST, fields())),
          expected,
          [SECRET].concat(secrets || []),
        );
        await honestCallsWork(lib, peer);
      });
    }
  }

  // captchaAppId
  const appIds = [
    ['letters', '19000a000'],
    ['empty', ''],
    ['zero as text', '0'],
    ['zero', 0],
    ['minus zero', -0],
    ['zeros', '000'],
    ['negative', -190000000],
    ['negative as text', '-190000000'],
    ['a plus sign', '+190000000'],
    ['leading zero', '0123'],
    ['a fraction', 1.5],
    ['a fraction as text', '1.5'],
    ['an exponent as text', '1e9'],
    ['hexadecimal', '0x10'],
    ['white space', ' 190000000'],
    ['a line feed', '190000000\n'],
    ['fullwidth digits', '１９０'],
    ['an ampersand', '1&2'],
    ['2^53, not a safe integer', 9007199254740992],
    ['1e21', 1e21],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['a thousand digits', '1'.repeat(1000)],
    ['an array of text', ['190000000']],
    ['a boxed text', Object('190000000')],
    ['NUL', '19\u00000'],
  ];
  for (const [what, captchaAppId] of appIds) {
    refused('captchaAppId ' + what, () => ({ captchaAppId }), {
      code: ARGUMENT,
      names: ['captchaAppId'],
    });
  }
  for (const [what, captchaAppId] of hostileValues()) {
    if (what === '0' || what === 'NaN') continue; // above
    refused('captchaAppId is ' + what, () => ({ captchaAppId }), {
      code: ARGUMENT,
      names: ['captchaAppId'],
    });
  }

  // appSecretKey
  const keys = [
    ['empty', ''],
    ['empty bytes', new Uint8Array(0)],
    ['33 bytes of text', 'k'.repeat(33)],
    ['33 bytes', new Uint8Array(33).fill(7)],
    ['11 characters of three bytes', '验'.repeat(11)],
    ['17 characters of two bytes', 'é'.repeat(17)],
    ['9 characters of four bytes', '😀'.repeat(9)],
    ['10 MB of text', 'k'.repeat(10485760)],
    ['10 MB of bytes', new Uint8Array(10485760).fill(107)],
  ];
  for (const [what, appSecretKey] of keys) {
    const secrets = typeof appSecretKey === 'string' && appSecretKey ? [appSecretKey] : [];
    refused(
      'appSecretKey ' + what,
      () => ({ appSecretKey }),
      { code: KEY, names: ['appSecretKey'] },
      secrets,
    );
  }
  for (const appSecretKey of ['\ud800', 'key\udfffkey', 'key\ud83d']) {
    refused('appSecretKey with a lone surrogate ' + ascii(appSecretKey), () => ({ appSecretKey }), {
      code: [KEY, ARGUMENT],
      names: ['appSecretKey'],
    });
  }
  for (const [what, appSecretKey] of hostileValues()) {
    if (what === 'a Uint8Array' || what === 'a lone surrogate' || what.startsWith('10 MB'))
      continue;
    refused('appSecretKey is ' + what, () => ({ appSecretKey }), {
      code: [ARGUMENT, KEY],
      names: ['appSecretKey'],
    });
  }

  // expiresInSeconds
  const expiries = [
    ['0', 0],
    ['-1', -1],
    ['86401', 86401],
    ['4294967297', 4294967297],
    ['1.5', 1.5],
    ['86400.5', 86400.5],
    ['0.1', 0.1],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['text', '3600'],
    ['true', true],
    ['an object', {}],
    ['an array', [3600]],
    ['a symbol', Symbol('s')],
    ['a throwing object', throwingProxy({})],
  ];
  for (const [what, expiresInSeconds] of expiries) {
    refused('expiresInSeconds ' + what, () => ({ expiresInSeconds }), {
      code: ARGUMENT,
      names: ['expiresInSeconds'],
    });
  }

  // mode and aad
  const modes = [
    ['ecb', 'ecb'],
    ['in capitals', 'CBC'],
    ['with a space', 'cbc '],
    ['empty', ''],
    ['0', 0],
    ['true', true],
    ['an object', {}],
    ['an array', ['gcm']],
    ['a throwing object', throwingProxy({})],
    ['a symbol', Symbol('gcm')],
  ];
  for (const [what, mode] of modes) {
    refused('mode ' + what, () => ({ mode }), { code: ARGUMENT, names: ['mode'] });
  }
  const aads = [
    ['97 bytes of text', 'a'.repeat(97)],
    ['97 bytes', new Uint8Array(97)],
    ['33 characters of three bytes', '验'.repeat(33)],
    ['10 MB', 'a'.repeat(10485760)],
    ['a lone surrogate', '\ud800'],
    ['a number', 5],
    ['an object', {}],
    ['an array', [1]],
    ['a throwing object', throwingProxy({})],
  ];
  for (const [what, aad] of aads) {
    refused('aad ' + what, () => ({ mode: 'gcm', aad }), { code: ARGUMENT, names: ['aad'] });
  }
  refused('aad without gcm', () => ({ aad: 'a' }), { code: ARGUMENT, names: ['aad'] });
  refused('aad with cbc', () => ({ mode: 'cbc', aad: Uint8Array.of(1) }), {
    code: ARGUMENT,
    names: ['aad'],
  });

  // nowSeconds
  for (const [what, nowSeconds] of NO_TIMES) {
    for (const index of [0, 2]) {
      const [name, issue] = issuers[index];
      test('bad input: ' + name + ', nowSeconds ' + what, async () => {
        throwsCaptcha(
          lib,
          () => issue(Object.assign({ nowSeconds }, HONEST)),
          { code: ARGUMENT, names: ['nowSeconds'] },
          [SECRET],
        );
        await honestCallsWork(lib, peer);
      });
    }
  }
  test('bad input: encryptAid, nowSeconds after the clock', () => {
    for (const ahead of [60, 86400, 1e9]) {
      throwsCaptcha(
        lib,
        () => lib.encryptAid(Object.assign({ nowSeconds: nowInSeconds() + ahead }, HONEST)),
        { code: ARGUMENT, names: ['nowSeconds'] },
      );
    }
    // Milliseconds by mistake are far after the clock.
    throwsCaptcha(lib, () => lib.encryptAid(Object.assign({ nowSeconds: Date.now() }, HONEST)), {
      code: ARGUMENT,
      names: ['nowSeconds'],
    });
  });

  // the options as a whole
  for (const [what, options] of hostileValues()) {
    for (const [name, issue] of issuers) {
      test('bad input: ' + name + ', all options are ' + what, async () => {
        throwsCaptcha(lib, () => issue(options), {
          code: ARGUMENT,
          names: ['options', 'captchaAppId'],
        });
        await honestCallsWork(lib, peer);
      });
    }
  }
  for (const field of [
    'captchaAppId',
    'appSecretKey',
    'expiresInSeconds',
    'mode',
    'aad',
    'nowSeconds',
    'disableEntropyCache',
  ]) {
    test('bad input: a getter of ' + field + ' that throws', async () => {
      const issue = field === 'disableEntropyCache' ? lib.createAidEncryptor : lib.encryptAid;
      const options = withThrowingGetter(Object.assign({ mode: 'gcm' }, HONEST), field);
      throwsCaptcha(
        lib,
        () => issue(options),
        { code: [ARGUMENT, KEY], names: ['options', field] },
        [SECRET],
      );
      await honestCallsWork(lib, peer);
    });
  }
  test('bad input: options that point to themselves are read as far as they are known', async () => {
    ok(lib.encryptAid(cycle(HONEST)));
    await honestCallsWork(lib, peer);
  });
  test('bad input: a getter that calls the library is no trap', async () => {
    const nested = Object.defineProperty({ appSecretKey: SECRET }, 'captchaAppId', {
      enumerable: true,
      get: () => {
        lib.inspectAid(lib.encryptAid(HONEST), HONEST);
        lib.parseCaptchaResult({ ret: 1 });
        return '190000000';
      },
    });
    ok((await openToken(peer, HONEST, lib.encryptAid(nested))).plaintext.startsWith('190000000&'));
    lib.createAidEncryptor(nested).dispose();
    await honestCallsWork(lib, peer);
  });

  // encryptAidWithIv
  const ivs = [
    ['15 bytes', new Uint8Array(15)],
    ['17 bytes', new Uint8Array(17)],
    ['empty', new Uint8Array(0)],
    ['text', '0123456789012345'],
    ['missing', undefined],
    ['a number', 16],
    ['10 MB', new Uint8Array(10485760)],
  ];
  for (const [what, iv] of ivs) {
    test('bad input: encryptAidWithIv, iv ' + what, () => {
      const options = Object.assign({ nowSeconds: 1710144972, iv }, HONEST);
      throwsCaptcha(
        lib,
        () => env.testing.encryptAidWithIv(options),
        { code: ARGUMENT, names: ['iv'] },
        [SECRET],
      );
    });
  }
}
