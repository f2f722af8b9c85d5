import type { AidOptions } from './aid.js';
import { core } from '../core/core.js';
import { CaptchaError, fromCore } from '../core/errors.js';
import { Encryptor, takeError } from '../core/glue.js';
import { optionalNumber, readAid, readOptions, stageAid, textOrBytes } from '../core/options.js';

/**
 * Makes a token with an IV of your own: for test vectors and for teaching, never for issuing. An
 * IV that is used twice shows which tokens are alike, and the vendor may refuse it.
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
  const read = readAid(options);
  const iv = textOrBytes(readOptions(options, ['iv'], 'options').iv);
  if (iv === undefined || typeof iv === 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'iv takes a Uint8Array');
  }
  const { readRaw, write } = core();
  const [appId, key, aad, mode, expires] = stageAid(read);
  const encryptor = Encryptor.create(appId, key, aad, mode, expires, true);
  if (encryptor === undefined) throw fromCore(takeError());
  const now = optionalNumber(read.nowSeconds) ?? NaN;
  // 0 asks for a fresh one: an empty IV is refused like one of 17 bytes.
  const length = encryptor.encrypt(now, Infinity, write('iv', iv) || 17);
  encryptor.free();
  if (length === 0) throw fromCore(takeError());
  return readRaw(length);
}
