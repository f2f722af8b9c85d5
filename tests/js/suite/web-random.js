// The web build draws from crypto.getRandomValues: replaced here, to fix an IV or to make it fail.

import { ok, throwsCaptcha } from './assert.js';

/** Runs `fn` while `crypto.getRandomValues` is `replacement`. */
function withRandom(crypto, replacement, fn) {
  const own = Object.getOwnPropertyDescriptor(crypto, 'getRandomValues');
  Object.defineProperty(crypto, 'getRandomValues', { value: replacement, configurable: true, writable: true });
  try {
    return fn();
  } finally {
    if (own) Object.defineProperty(crypto, 'getRandomValues', own);
    else delete crypto.getRandomValues;
  }
}

/** What encryptAidWithIv of `tcaptcha-wasm/testing` does, through the only door that ./web has. */
export function withIvFromRandom(web, crypto, options) {
  const fill = (view) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = options.iv[at % options.iv.length];
    return view;
  };
  return withRandom(crypto, fill, () => {
    const encryptor = web.createAidEncryptor(Object.assign({ disableEntropyCache: true }, options));
    try {
      return encryptor.encrypt(options.nowSeconds);
    } finally {
      encryptor.dispose();
    }
  });
}

export function registerWebRandom(test, web, crypto) {
  const options = { captchaAppId: '1', appSecretKey: 'key', disableEntropyCache: true };
  const random = { code: 'ERR_CAPTCHA_RANDOM' };

  test('web: a source of randomness that throws is ERR_CAPTCHA_RANDOM, and no token', () => {
    const encryptor = web.createAidEncryptor(options);
    const broken = () => { throw new Error('no entropy'); };
    withRandom(crypto, broken, () => throwsCaptcha(web, () => encryptor.encrypt(), random, ['key']));
    ok(encryptor.encrypt(), 'works again when the source does');
    encryptor.dispose();
  });

  test('web: no source of randomness is ERR_CAPTCHA_RANDOM', () => {
    const encryptor = web.createAidEncryptor(options);
    withRandom(crypto, undefined, () => throwsCaptcha(web, () => encryptor.encrypt(), random, ['key']));
    ok(encryptor.encrypt());
    encryptor.dispose();
  });
}
