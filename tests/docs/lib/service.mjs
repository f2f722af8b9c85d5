// The simulator behind the code of the pages, with the app that the pages name.

import { requireOf } from './blocks.mjs';

export const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
export const credentials = { secretId: 'simulated-id', secretKey: 'simulated-key' };
export const userIp = '203.0.113.7';

export async function startService() {
  const require = requireOf();
  const lib = require('tcaptcha-wasm');
  const simulator = require('tcaptcha-wasm/simulator').createSimulator({
    apps: [app],
    credentials,
  });
  const { url } = await simulator.listen();
  /** For code that names no credentials and no endpoint. Generous with time: the machine may be busy. */
  const createCaptcha = (options) =>
    lib.createCaptcha({ credentials, endpoint: url, timeoutMs: 60_000, ...options });
  return {
    lib,
    simulator,
    url,
    createCaptcha,
    /** The package, its `createCaptcha` led to the simulator. */
    ofPackage: { ...lib, createCaptcha },
    /** What the plugin hands over for a solved captcha. */
    solve: (aidEncrypted) =>
      simulator.solve({ captchaAppId: app.captchaAppId, aidEncrypted, flow: 'plugin' }),
    environment: {
      CAPTCHA_APP_ID: app.captchaAppId,
      CAPTCHA_APP_SECRET_KEY: app.appSecretKey,
      TENCENTCLOUD_SECRET_ID: credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
      CAPTCHA_ENDPOINT: url,
    },
  };
}
