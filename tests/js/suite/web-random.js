// The web build draws from crypto.getRandomValues: replaced here, to fix an IV or to make it fail.

import { equal, ok, throwsCaptcha } from './assert.js';
import { utf8 } from './bytes.js';

/** Runs `fn` while `crypto.getRandomValues` is `replacement`. */
function withRandom(crypto, replacement, fn) {
  const own = Object.getOwnPropertyDescriptor(crypto, 'getRandomValues');
  Object.defineProperty(crypto, 'getRandomValues', {
    value: replacement,
    configurable: true,
    writable: true,
  });
  try {
    return fn();
  } finally {
    if (own) Object.defineProperty(crypto, 'getRandomValues', own);
    else delete crypto.getRandomValues;
  }
}

export function registerWebRandom(test, web, crypto, published) {
  test('web: the published vector, byte for byte, when the IV that is drawn is the published one', () => {
    const iv = utf8(published.ivUtf8);
    let drawn = 0;
    const fill = (view) => {
      drawn += view.byteLength;
      new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(iv);
      return view;
    };
    const encryptor = web.createAidEncryptor({
      captchaAppId: published.captchaAppId,
      appSecretKey: published.appSecretKey,
      expiresInSeconds: published.expiresInSeconds,
      disableEntropyCache: true,
    });
    equal(
      withRandom(crypto, fill, () => encryptor.encrypt(published.nowSeconds)),
      published.aidEncrypted,
    );
    equal(drawn, 16, 'bytes drawn');
    encryptor.dispose();
  });

  const options = { captchaAppId: '1', appSecretKey: 'key', disableEntropyCache: true };
  const random = { code: 'ERR_CAPTCHA_RANDOM' };

  test('web: a source of randomness that throws is ERR_CAPTCHA_RANDOM, and no token', () => {
    const encryptor = web.createAidEncryptor(options);
    const broken = () => {
      throw new Error('no entropy');
    };
    withRandom(crypto, broken, () =>
      throwsCaptcha(web, () => encryptor.encrypt(), random, ['key']),
    );
    ok(encryptor.encrypt(), 'works again when the source does');
    encryptor.dispose();
  });

  test('web: no source of randomness is ERR_CAPTCHA_RANDOM', () => {
    const encryptor = web.createAidEncryptor(options);
    withRandom(crypto, undefined, () =>
      throwsCaptcha(web, () => encryptor.encrypt(), random, ['key']),
    );
    ok(encryptor.encrypt());
    encryptor.dispose();
  });
}
