// The package under test: pkg/, or the folder in TCAPTCHA_PACKAGE.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageFolder = resolve(
  process.env.TCAPTCHA_PACKAGE || fileURLToPath(new URL('../../../pkg', import.meta.url)),
);
export const require = createRequire(join(packageFolder, 'package.json'));

export const lib = require('./index.js');
export const testing = require('./testing.js');
export const simulator = require('./simulator.js');
export const miniprogram = require('./miniprogram/index.js');

/** The wasm memory of a copy of the package, through the door that its own tests have. */
export const memoryOf = (library) => library[Symbol.for('tcaptcha-wasm.internal')].memory();

/** A second copy of the package, with a wasm memory of its own. */
export function freshCopy() {
  const cached = Object.entries(require.cache).filter(([path]) => path.startsWith(packageFolder));
  for (const [path] of cached) delete require.cache[path];
  try {
    return require('./index.js');
  } finally {
    for (const [path, module] of cached) require.cache[path] = module;
  }
}

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
