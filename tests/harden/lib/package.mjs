// The built package under test, its entries, and an account.

import { internalOf, require } from '../../support/built-package.mjs';

export { freshCopy, lib, packageFolder, require } from '../../support/built-package.mjs';
export const testing = require('./testing.js');
export const simulator = require('./simulator.js');
export const miniprogram = require('./miniprogram/index.js');

/** The wasm memory of a copy of the package. */
export const memoryOf = (library) => internalOf(library).memory();

export const CAPTCHA_APP_ID = '123456789';
export const APP_SECRET_KEY = '1234567891011121314151516';
export const CREDENTIALS = {
  secretId: 'AKIDsimulatedSecretId00000000000000',
  secretKey: 'kV8sWq2ZrT5nXb7LmD3pYc9HgJ4fRu6E',
};
export const USER_IP = '203.0.113.7';

/** An answer of the vendor that passes. */
export const passingBody = (requestId = 'r-1') =>
  JSON.stringify({ Response: { CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: requestId } });

/** A transport that answers at once. */
export const answering = (body, status = 200) => {
  return async () => ({ status, body });
};

export function captchaOptions(more) {
  return {
    captchaAppId: CAPTCHA_APP_ID,
    appSecretKey: APP_SECRET_KEY,
    credentials: CREDENTIALS,
    ...more,
  };
}
