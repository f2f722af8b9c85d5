// Who takes part in the demo: made-up apps and credentials, and where the package is.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const packageFolder = fileURLToPath(new URL('../../pkg/', import.meta.url));
export const pageFolder = fileURLToPath(new URL('../dist/', import.meta.url));
export const examplesFolder = fileURLToPath(new URL('../../examples/', import.meta.url));

const require = createRequire(import.meta.url);

export async function loadSimulator() {
  return require(`${packageFolder}simulator.js`);
}

/**
 * `own` is the example of the vendor's documentation; `other` is where stolen tickets come from.
 * Tokens are not required, because the jump to the captcha mini program has none to give; one that
 * is given must be right all the same.
 */
export const apps = {
  own: { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' },
  other: { captchaAppId: '987654321', appSecretKey: 'another-app-secret-key-25' },
};

export const credentials = { secretId: 'demo-secret-id', secretKey: 'demo-secret-key' };
