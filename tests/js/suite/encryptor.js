// AidEncryptor: many tokens from one key, its end, and what it shows of itself.

import { deepEqual, equal, ok, show, throwsCaptcha } from './assert.js';
import { fromBase64, latin1, utf8 } from './bytes.js';
import { nowInSeconds, openToken } from './token.js';

const SECRET = '1234567891011121314151516';
const OPTIONS = { captchaAppId: '190000000', appSecretKey: SECRET };

export function register(test, lib, env) {
  const { peer } = env;

  for (const disableEntropyCache of [undefined, false, true]) {
    test(
      'encryptor: 3000 tokens, all open, IVs distinct, disableEntropyCache ' + disableEntropyCache,
      async () => {
        const encryptor = lib.createAidEncryptor(Object.assign({ disableEntropyCache }, OPTIONS));
        const ivs = new Set();
        const blocks = new Set();
        for (let count = 0; count < 3000; count += 1) {
          const token = encryptor.encrypt(1710144972);
          ivs.add(latin1(fromBase64(token).slice(0, 16)));
          blocks.add(token.slice(22));
          // Odd and even ones: two are made at a time.
          if (count % 51 === 0) {
            const opened = await openToken(peer, OPTIONS, token);
            equal(opened.plaintext, '190000000&1710144972&3600');
          }
        }
        encryptor.dispose();
        equal(ivs.size, 3000, 'IVs');
        equal(blocks.size, 3000, 'ciphertexts');
      },
    );
  }

  test('encryptor: AppIds of every length, and seconds that go on, back and stay', async () => {
    for (let digits = 1; digits <= 16; digits += 1) {
      const options = { captchaAppId: '9007199254740991'.slice(0, digits), appSecretKey: SECRET };
      const encryptor = lib.createAidEncryptor(options);
      for (const now of [1710144972, 1710144972, 1710144972, 1710144973, 9, 1710144973, 9, 9]) {
        const { plaintext } = await openToken(peer, options, encryptor.encrypt(now));
        equal(plaintext, options.captchaAppId + '&' + now + '&3600');
      }
      encryptor.dispose();
    }
  });

  test('encryptor: one-shot tokens of one second have distinct IVs', () => {
    const ivs = new Set();
    for (let count = 0; count < 1000; count += 1) {
      ivs.add(lib.encryptAid(Object.assign({ nowSeconds: 1710144972 }, OPTIONS)).slice(0, 21));
    }
    equal(ivs.size, 1000);
  });

  test('encryptor: every byte of the IV varies', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    const seen = Array.from({ length: 16 }, () => new Set());
    for (let count = 0; count < 600; count += 1) {
      fromBase64(encryptor.encrypt())
        .slice(0, 16)
        .forEach((byte, at) => seen[at].add(byte));
    }
    encryptor.dispose();
    // 600 draws of 256 values leave about 232 distinct ones; fewer than 190 is no accident.
    for (const values of seen) ok(values.size > 190, 'only ' + values.size + ' values');
  });

  test('encryptor: two of them do not mix keys, AppIds or expiries', async () => {
    const one = { captchaAppId: '1', appSecretKey: 'first', expiresInSeconds: 60 };
    const two = { captchaAppId: '2', appSecretKey: utf8('second'), mode: 'gcm', aad: 'a' };
    const first = lib.createAidEncryptor(one);
    const second = lib.createAidEncryptor(two);
    for (let count = 0; count < 20; count += 1) {
      equal((await openToken(peer, one, first.encrypt(1710144972))).plaintext, '1&1710144972&60');
      equal(
        (await openToken(peer, two, second.encrypt(1710144972))).plaintext,
        '2&1710144972&3600',
      );
    }
    first.dispose();
    equal((await openToken(peer, two, second.encrypt(1710144972))).plaintext, '2&1710144972&3600');
    second.dispose();
  });

  test('encryptor: later changes to the options or the key bytes change nothing', async () => {
    const appSecretKey = utf8(SECRET);
    const aad = utf8('aad');
    const options = { captchaAppId: '1', appSecretKey, mode: 'gcm', aad };
    const encryptor = lib.createAidEncryptor(options);
    appSecretKey.fill(0);
    aad.fill(0);
    options.captchaAppId = '2';
    options.mode = 'cbc';
    const opened = await openToken(
      peer,
      { appSecretKey: SECRET, mode: 'gcm', aad: 'aad' },
      encryptor.encrypt(),
    );
    encryptor.dispose();
    ok(opened.plaintext !== null && opened.plaintext.startsWith('1&'), show(opened.plaintext));
  });

  const badNow = [
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['a fraction', 1710144972.5],
    ['negative', -1],
    ['text', '1710144972'],
    ['null', null],
    ['an object', {}],
    ['a Date', new Date(0)],
    ['2^53', 9007199254740992],
  ];
  for (const [name, nowSeconds] of badNow) {
    test('encryptor: encrypt(' + name + ') names nowSeconds, and the next call works', () => {
      const encryptor = lib.createAidEncryptor(OPTIONS);
      throwsCaptcha(
        lib,
        () => encryptor.encrypt(nowSeconds),
        { code: 'ERR_CAPTCHA_INVALID_ARGUMENT', names: ['nowSeconds'] },
        [SECRET],
      );
      ok(encryptor.encrypt());
      encryptor.dispose();
    });
  }

  test('encryptor: encrypt(after the clock) names nowSeconds', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    throwsCaptcha(
      lib,
      () => encryptor.encrypt(nowInSeconds() + 60),
      { code: 'ERR_CAPTCHA_INVALID_ARGUMENT', names: ['nowSeconds'] },
      [SECRET],
    );
    encryptor.dispose();
  });

  test('encryptor: use after dispose is ERR_CAPTCHA_DISPOSED, dispose twice is fine', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    encryptor.encrypt();
    encryptor.dispose();
    const disposed = { code: 'ERR_CAPTCHA_DISPOSED' };
    throwsCaptcha(lib, () => encryptor.encrypt(), disposed, [SECRET]);
    equal(encryptor.dispose(), undefined);
    throwsCaptcha(lib, () => encryptor.encrypt(1710144972), disposed, [SECRET]);
    ok(lib.encryptAid(OPTIONS), 'the next call works');
  });

  test('encryptor: dispose while encrypt reads its argument is no trap', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    const sly = {
      valueOf: () => {
        encryptor.dispose();
        return 1710144972;
      },
    };
    throwsCaptcha(
      lib,
      () => encryptor.encrypt(sly),
      { code: ['ERR_CAPTCHA_INVALID_ARGUMENT', 'ERR_CAPTCHA_DISPOSED'] },
      [SECRET],
    );
    encryptor.dispose();
    ok(lib.encryptAid(OPTIONS));
  });

  test('encryptor: Symbol.dispose disposes where it exists', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    if (typeof Symbol.dispose === 'symbol') {
      encryptor[Symbol.dispose]();
      throwsCaptcha(lib, () => encryptor.encrypt(), { code: 'ERR_CAPTCHA_DISPOSED' }, [SECRET]);
    } else {
      equal(encryptor[Symbol.dispose], undefined, 'no method named undefined');
      encryptor.dispose();
    }
  });

  test('encryptor: 2000 made and disposed, the last as good as the first', () => {
    for (let count = 0; count < 2000; count += 1) {
      const encryptor = lib.createAidEncryptor(OPTIONS);
      if (count % 100 === 0) ok(encryptor.encrypt());
      encryptor.dispose();
    }
    ok(lib.encryptAid(OPTIONS));
  });

  test('encryptor: JSON, String, property walk and util.inspect show no secret', () => {
    const encryptor = lib.createAidEncryptor(OPTIONS);
    encryptor.encrypt();
    const shown = [String(encryptor), JSON.stringify(encryptor), JSON.stringify({ encryptor })];
    if (env.inspect) {
      shown.push(
        env.inspect(encryptor, { showHidden: true, depth: 10 }),
        env.inspect({ a: [encryptor] }),
      );
    }
    walk(encryptor, new Set(), shown);
    for (const text of shown) holdsNoSecret(String(text));
    encryptor.dispose();
  });

  function holdsNoSecret(text) {
    const hex = Array.from(utf8(SECRET).slice(0, 8), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    const decimal = Array.from(utf8(SECRET).slice(0, 8)).join(',');
    for (const form of [SECRET, SECRET.slice(0, 12), hex, decimal, decimal.replace(/,/g, ', ')]) {
      ok(!text.includes(form), 'the AppSecretKey is shown: ' + text.slice(0, 300));
    }
  }

  function walk(value, seen, shown) {
    if (
      (typeof value !== 'object' && typeof value !== 'function') ||
      value === null ||
      seen.has(value)
    ) {
      shown.push(typeof value === 'symbol' ? value.toString() : value);
      return;
    }
    seen.add(value);
    if (value === Object.prototype || value === Function.prototype || seen.size > 500) return;
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      if ('value' in property) walk(property.value, seen, shown);
    }
    walk(Object.getPrototypeOf(value), seen, shown);
  }
}
