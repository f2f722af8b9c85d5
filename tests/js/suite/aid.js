// aidEncrypted: what encryptAid and createAidEncryptor make, opened by another AES.

import { deepEqual, equal, ok } from './assert.js';
import { fromBase64, latin1, toBase64, utf8 } from './bytes.js';
import { nowInSeconds, openToken, sealToken } from './token.js';

const APP_ID = '190000000';
const EXPIRY_BOUNDS = [1, 2, 3599, 3600, 86399, 86400];

export function register(test, lib, env) {
  const { peer, vectors } = env;

  for (const vector of vectors.published.aid) {
    const options = {
      captchaAppId: vector.captchaAppId,
      appSecretKey: vector.appSecretKey,
      expiresInSeconds: vector.expiresInSeconds,
    };
    const iv = utf8(vector.ivUtf8);

    test('aid: the published vector, byte for byte', async () => {
      const token = env.testing.encryptAidWithIv(
        Object.assign({ nowSeconds: vector.nowSeconds, iv }, options),
      );
      equal(token, vector.aidEncrypted);
    });

    test('aid: the published vector opens to the published plaintext', async () => {
      const opened = await openToken(peer, options, vector.aidEncrypted);
      equal(opened.plaintext, vector.plaintext);
      equal(latin1(opened.iv), vector.ivUtf8);
      equal(
        await sealToken(peer, Object.assign({ iv }, options), vector.plaintext),
        vector.aidEncrypted,
        'sealed again',
      );
    });

    test('aid: inspectAid reads the published vector', () => {
      const inspected = lib.inspectAid(vector.aidEncrypted, {
        appSecretKey: vector.appSecretKey,
        captchaAppId: vector.captchaAppId,
        nowSeconds: vector.nowSeconds,
      });
      deepEqual(inspected, {
        valid: true,
        problems: [],
        keyIndex: 0,
        captchaAppId: vector.captchaAppId,
        issuedAtSeconds: vector.nowSeconds,
        expiresInSeconds: vector.expiresInSeconds,
        expiresAtSeconds: vector.nowSeconds + vector.expiresInSeconds,
        remainingSeconds: vector.expiresInSeconds,
      });
    });
  }

  for (const mode of ['cbc', 'gcm']) {
    for (let length = 1; length <= 32; length += 1) {
      test(
        'aid: ' +
          mode +
          ', AppSecretKey of ' +
          length +
          ' bytes, as text and as bytes, every expiry bound',
        () => everyKeyForm(mode, length),
      );
    }
  }

  async function everyKeyForm(mode, length) {
    const bytes = peer.randomBytes(length).map((byte) => 0x21 + (byte % 94));
    // No quote at either end of a key that is text.
    bytes[0] = bytes[length - 1] = 0x6b;
    const issuedAtSeconds = 1710144972 + length;
    for (const appSecretKey of [latin1(bytes), bytes, peer.randomBytes(length)]) {
      for (const expiresInSeconds of EXPIRY_BOUNDS) {
        const options = { captchaAppId: APP_ID, appSecretKey, expiresInSeconds, mode };
        const token = lib.encryptAid(Object.assign({ nowSeconds: issuedAtSeconds }, options));
        const expected = APP_ID + '&' + issuedAtSeconds + '&' + expiresInSeconds;
        equal(
          (await openToken(peer, options, token)).plaintext,
          expected,
          mode + ' opened by the peer',
        );

        const theirs = await sealToken(peer, options, expected);
        const inspected = lib.inspectAid(theirs, {
          appSecretKey,
          captchaAppId: APP_ID,
          mode,
          nowSeconds: issuedAtSeconds,
        });
        deepEqual(inspected.problems, [], 'the peer’s token, opened by inspectAid');
        equal(inspected.expiresInSeconds, expiresInSeconds);
      }
    }
  }

  test('aid: the AES key is the AppSecretKey repeated, not padded by 32 % length', async () => {
    // A published sample fills the key so that 16 bytes stay 16: AES-128 where AES-256 is meant.
    for (const appSecretKey of ['0123456789abcdef', 'a', 'abcdefghijk', 'é漢字']) {
      const options = { captchaAppId: APP_ID, appSecretKey };
      const opened = await openToken(peer, options, lib.encryptAid(options));
      ok(opened.plaintext !== null && opened.plaintext.startsWith(APP_ID + '&'), appSecretKey);
    }
  });

  test('aid: a key as text is its UTF-8, ten characters of three bytes included', async () => {
    const appSecretKey = '验证码验证码验证码验';
    equal(utf8(appSecretKey).length, 30);
    const opened = await openToken(
      peer,
      { appSecretKey: utf8(appSecretKey) },
      lib.encryptAid({ captchaAppId: APP_ID, appSecretKey, nowSeconds: 1710144972 }),
    );
    equal(opened.plaintext, APP_ID + '&1710144972&3600');
  });

  test('aid: CaptchaAppId as text and as number are the same', async () => {
    for (const captchaAppId of [
      '1',
      1,
      '123456789',
      123456789,
      '4294967296',
      4294967296,
      9007199254740991,
      '9007199254740991',
    ]) {
      const options = { captchaAppId, appSecretKey: 'key', nowSeconds: 1710144972 };
      const opened = await openToken(peer, options, lib.encryptAid(options));
      equal(opened.plaintext, captchaAppId + '&1710144972&3600');
    }
  });

  test('aid: one hour when expiresInSeconds is left out or undefined', async () => {
    for (const options of [{}, { expiresInSeconds: undefined }]) {
      Object.assign(options, { captchaAppId: APP_ID, appSecretKey: 'key', nowSeconds: 1710144972 });
      const opened = await openToken(peer, options, lib.encryptAid(options));
      equal(opened.plaintext, APP_ID + '&1710144972&3600');
    }
  });

  test('aid: the clock when nowSeconds is left out or undefined', async () => {
    const key = { captchaAppId: APP_ID, appSecretKey: 'key' };
    const encryptor = lib.createAidEncryptor(key);
    const issue = [
      () => lib.encryptAid(key),
      () => lib.encryptAid(Object.assign({ nowSeconds: undefined }, key)),
      () => encryptor.encrypt(),
      () => encryptor.encrypt(undefined),
    ];
    for (const one of issue) {
      const before = nowInSeconds();
      const opened = await openToken(peer, key, one());
      const issuedAtSeconds = Number(opened.plaintext.split('&')[1]);
      ok(issuedAtSeconds >= before && issuedAtSeconds <= nowInSeconds(), opened.plaintext);
    }
    encryptor.dispose();
  });

  test('aid: undefined for mode and aad is as if left out', async () => {
    const options = { captchaAppId: APP_ID, appSecretKey: 'key', mode: undefined, aad: undefined };
    const opened = await openToken(peer, { appSecretKey: 'key' }, lib.encryptAid(options));
    ok(opened.plaintext !== null && opened.plaintext.startsWith(APP_ID + '&'));
  });

  test('aid: options without a prototype, frozen, or with other fields are fine', async () => {
    const bare = Object.assign(Object.create(null), { captchaAppId: APP_ID, appSecretKey: 'key' });
    const frozen = Object.freeze({ captchaAppId: APP_ID, appSecretKey: 'key', comment: 'unread' });
    for (const options of [bare, frozen]) {
      ok((await openToken(peer, { appSecretKey: 'key' }, lib.encryptAid(options))).plaintext);
    }
  });

  test('aid: the caller’s options, key bytes and IV are left as they were', () => {
    const appSecretKey = utf8('1234567891011121314151516');
    const options = { captchaAppId: APP_ID, appSecretKey, expiresInSeconds: 60 };
    lib.encryptAid(options);
    lib.createAidEncryptor(options).dispose();
    deepEqual(Object.keys(options), ['captchaAppId', 'appSecretKey', 'expiresInSeconds']);
    equal(latin1(appSecretKey), '1234567891011121314151516');
  });

  for (const mode of ['cbc', 'gcm']) {
    test('aid: ' + mode + ', tokens are strict Base64 of the expected length', () => {
      const token = lib.encryptAid({
        captchaAppId: '123456789',
        appSecretKey: 'key',
        mode,
        expiresInSeconds: 86400,
        nowSeconds: 1710144972,
      });
      const bytes = fromBase64(token);
      // The plaintext has 26 characters: two blocks in CBC, 26 bytes and the tag in GCM.
      equal(bytes.length, mode === 'gcm' ? 12 + 26 + 16 : 16 + 32);
      equal(toBase64(bytes), token);
    });
  }
}
