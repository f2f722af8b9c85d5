import { readOptions } from '../core/options.js';
import { wasm } from '../core/wasm.js';
import type { AidOptions } from './aid.js';
import { aidShape } from './aid.js';

/**
 * Makes a token with an IV of your own, for test vectors; never issue one. Two tokens with the
 * same IV show where they are alike, and the vendor may refuse the second.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY
 *
 * @example
 * encryptAidWithIv({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 *   expiresInSeconds: 86400,
 *   nowSeconds: 1710144972,
 *   iv: new TextEncoder().encode('0123456789012345'),
 * }); // 'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT'
 */
export function encryptAidWithIv(
  options: AidOptions & { nowSeconds: number; iv: Uint8Array },
): string {
  const shape = { ...aidShape, nowSeconds: 'number', iv: 'bytes' } as const;
  const read = readOptions(options, shape, 'options');
  return wasm().encryptAidWithIv(
    read.captchaAppId,
    read.appSecretKey,
    read.expiresInSeconds,
    read.mode,
    read.aad,
    read.nowSeconds,
    read.iv,
  );
}
