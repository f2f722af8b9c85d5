import { core } from '../core/core.js';
import { CaptchaError, fromCore } from '../core/errors.js';
import { Encryptor, encryptAid as encryptOnce, takeError } from '../core/glue.js';
import { clockSeconds, optionalNumber, readAid, readOptions, stageAid } from '../core/options.js';

/** What a token is made of. */
export interface AidOptions {
  /** The CaptchaAppId of the console, in decimal digits. */
  captchaAppId: string | number;
  /** The AppSecretKey of the console, 1 to 32 bytes; text is taken as UTF-8. */
  appSecretKey: string | Uint8Array;
  /** How long the token may be used: 1 to 86400; 3600 when left out. */
  expiresInSeconds?: number;
  /** The cipher mode: `cbc` when left out; `gcm` is for the web widget only. */
  mode?: 'cbc' | 'gcm';
  /** Additional authenticated data, with `gcm` only: at most 96 bytes. */
  aad?: string | Uint8Array;
}

/** Makes tokens with a key whose schedule is computed once. */
export interface AidEncryptor {
  /**
   * Makes one token.
   *
   * @param nowSeconds - the token's timestamp in Unix seconds, not after the clock; the clock when
   *   left out.
   * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_RANDOM, ERR_CAPTCHA_DISPOSED
   */
  encrypt(nowSeconds?: number): string;
  /** Wipes the key; safe to call twice. */
  dispose(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

declare global {
  // As in the library of TypeScript 5.2, so that older settings can read this file.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/**
 * Makes one `aidEncrypted`: Base64 of a fresh IV and the encrypted `CaptchaAppId&timestamp&expiry`.
 *
 * @param options - AppId, AppSecretKey, and how long the token lasts; `nowSeconds` backdates it.
 * @returns the token, at most 108 characters
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY, ERR_CAPTCHA_RANDOM
 * @see https://cloud.tencent.com/document/product/1110/48499
 *
 * @example
 * const aidEncrypted = encryptAid({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 *   expiresInSeconds: 600,
 * });
 */
export function encryptAid(options: AidOptions & { nowSeconds?: number }): string {
  const read = readAid(options);
  const { readRaw } = core();
  const [appId, key, aad, mode, expires] = stageAid(read);
  const clock = clockSeconds();
  const now = optionalNumber(read.nowSeconds) ?? clock;
  const length = encryptOnce(appId, key, aad, mode, expires, now, clock);
  if (length === 0) throw fromCore(takeError());
  return readRaw(length);
}

/**
 * Keeps the key schedule, for a server that makes many tokens.
 *
 * IVs are drawn 256 at a time, as Node.js does for `crypto.randomUUID`, and CBC tokens are made two
 * of a second at a time, each with an IV of its own. With `disableEntropyCache` each is made when it
 * is asked for: a process that is snapshotted while it runs should ask for that.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY
 *
 * @example
 * const encryptor = createAidEncryptor({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 * });
 * const aidEncrypted = encryptor.encrypt();
 * encryptor.dispose();
 */
export function createAidEncryptor(
  options: AidOptions & { disableEntropyCache?: boolean },
): AidEncryptor {
  const read = readAid(options);
  const cache = readOptions(options, ['disableEntropyCache'], 'options');
  const { readRaw } = core();
  const [appId, key, aad, mode, expires] = stageAid(read);
  const disableEntropyCache = Boolean(cache.disableEntropyCache);
  let kept = Encryptor.create(appId, key, aad, mode, expires, disableEntropyCache);
  if (kept === undefined) throw fromCore(takeError());
  // The core computes two CBC tokens of one second in the time of one. The second one, with an IV
  // of its own, is for the next call of that second.
  const makesTwo = mode === 0 && !disableEntropyCache;
  let spare = '';
  let spareSeconds = NaN;
  const encryptor = {
    encrypt(nowSeconds?: number): string {
      if (kept === undefined) {
        throw new CaptchaError('ERR_CAPTCHA_DISPOSED', 'the encryptor was disposed');
      }
      const clock = clockSeconds();
      const now = nowSeconds === undefined ? clock : Number.isFinite(nowSeconds) ? nowSeconds : NaN;
      if (now === spareSeconds && now <= clock) {
        spareSeconds = NaN; // handed out once
        return spare;
      }
      const length = kept.encrypt(now, clock, 0);
      if (length === 0) throw fromCore(takeError());
      if (!makesTwo) return readRaw(length);
      spareSeconds = now;
      if (length % 3 > 0) {
        spare = readRaw(length, length);
        return readRaw(length);
      }
      // Without padding the Base64 of both is that of one behind that of the other.
      const both = readRaw(2 * length);
      spare = both.slice(both.length / 2);
      return both.slice(0, both.length / 2);
    },
    dispose(): void {
      kept?.free();
      kept = undefined;
      spare = '';
    },
  };
  if (typeof Symbol.dispose === 'symbol') {
    Object.defineProperty(encryptor, Symbol.dispose, { value: encryptor.dispose });
  }
  return encryptor as AidEncryptor;
}
