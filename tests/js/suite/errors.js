// CaptchaError and isCaptchaError.

import { equal, ok, thrownBy } from './assert.js';

export function register(test, lib) {
  const invalidKey = () => thrownBy(() => lib.encryptAid({ captchaAppId: '1', appSecretKey: '' }));

  test('errors: isCaptchaError tells the library’s errors, and one code from another', () => {
    const error = invalidKey();
    equal(lib.isCaptchaError(error), true);
    equal(lib.isCaptchaError(error, 'ERR_CAPTCHA_INVALID_KEY'), true);
    equal(lib.isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT'), false);
    equal(lib.isCaptchaError(error, 'toString'), false);
  });

  test('errors: isCaptchaError is false for everything else and never throws', () => {
    const proxy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        getPrototypeOf: () => {
          throw new Error('trap');
        },
      },
    );
    const others = [
      undefined,
      null,
      0,
      '',
      'ERR_CAPTCHA_INVALID_KEY',
      Symbol('s'),
      {},
      [],
      () => 1,
      new Error('e'),
      new TypeError('e'),
      Object.assign(new Error('e'), { code: 'ENOENT' }),
      { name: 'CaptchaError' },
      proxy,
    ];
    for (const other of others) equal(lib.isCaptchaError(other), false);
  });

  test('errors: name, stack and String are those of an Error', () => {
    const error = invalidKey();
    equal(error.name, 'CaptchaError');
    ok(error instanceof Error);
    ok(typeof error.stack === 'string' && error.stack.includes(error.message));
    equal(String(error), 'CaptchaError: ' + error.message);
    equal(Object.prototype.toString.call(error), '[object Error]');
  });

  test('errors: the code is enumerable, as with Node.js’s own errors, and cause absent without one', () => {
    const error = invalidKey();
    ok(Object.keys(error).includes('code'), 'code is not in ' + Object.keys(error).join());
    equal('cause' in error && error.cause !== undefined, false);
  });

  test('errors: a message ends with the address of what to do about its code', () => {
    ok(/; see https:\/\/\S+\/docs\/errors\.md#err_captcha_invalid_key$/.test(invalidKey().message));
  });

  test('errors: CaptchaError can be made and caught by its class', () => {
    const cause = new Error('why');
    const error = new lib.CaptchaError('ERR_CAPTCHA_REQUEST', 'made here', cause);
    equal(error.code, 'ERR_CAPTCHA_REQUEST');
    ok(error.message.startsWith('made here; see https://'), error.message);
    equal(error.cause, cause);
    equal(lib.isCaptchaError(error, 'ERR_CAPTCHA_REQUEST'), true);
    ok(!Object.keys(error).includes('cause'), 'cause is shown twice by loggers when enumerable');
  });
}
