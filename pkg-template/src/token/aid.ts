import { asciiReader } from '../core/bytes.js';
import { clockSeconds } from '../core/clock.js';
import { CaptchaError } from '../core/errors.js';
import { readKind, readOptions } from '../core/options.js';
import { wasm, wasmMemory } from '../core/wasm.js';

/** The application, its key, and how long a token may be used. */
export interface AidOptions {
  /** The CaptchaAppId of the console, in decimal digits. */
  captchaAppId: string | number;
  /**
   * The AppSecretKey of the console, 1 to 32 bytes. Text is taken as UTF-8, and must have no blanks,
   * quotes, control characters or byte order mark at either end.
   */
  appSecretKey: string | Uint8Array;
  /** How long the token may be used: 1 to 86400; 3600 when left out. */
  expiresInSeconds?: number | undefined;
  /** The cipher mode: `cbc` when left out; `gcm` is for the web widget only. */
  mode?: 'cbc' | 'gcm' | undefined;
  /** Additional authenticated data, with `gcm` only: at most 96 bytes. */
  aad?: string | Uint8Array | undefined;
}

/** Makes tokens with a key whose AES key schedule is computed once. */
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
export function encryptAid(options: AidOptions & { nowSeconds?: number | undefined }): string {
  const read = readOptions(options, issueShape, 'options');
  return wasm().encryptAid(
    read.captchaAppId,
    read.appSecretKey,
    read.expiresInSeconds,
    read.mode,
    read.aad,
    read.nowSeconds,
    clockSeconds(),
  );
}

/** The kinds of what `AidOptions` has. */
export const aidShape = {
  captchaAppId: 'digits',
  appSecretKey: 'key',
  expiresInSeconds: 'number?',
  mode: 'text?',
  aad: 'bytes of text?',
} as const;

const issueShape = { ...aidShape, nowSeconds: 'number?' } as const;

/**
 * Keeps the AES key schedule, for a server that makes many tokens.
 *
 * The IVs of CBC tokens are drawn many at a time, as Node.js does for `crypto.randomUUID`; each is used
 * once. A process that is snapshotted while it runs should set `disableEntropyCache`: two copies of it
 * would hand out the same IVs.
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
  options: AidOptions & { disableEntropyCache?: boolean | undefined },
): AidEncryptor {
  const read = readOptions(options, { ...aidShape, disableEntropyCache: 'boolean?' }, 'options');
  const { Encryptor } = wasm();
  const handle = new Encryptor(
    read.captchaAppId,
    read.appSecretKey,
    read.expiresInSeconds,
    read.mode,
    read.aad,
    read.disableEntropyCache === true,
  );
  // A token is read from where the encryptor has written it: less than half the time of a string that
  // crosses the boundary.
  const { tokenPointer } = handle;
  const readAscii = asciiReader(wasmMemory());
  let isDisposed = false;

  return withDispose({
    encrypt(nowSeconds?: number): string {
      if (isDisposed) {
        throw new CaptchaError('ERR_CAPTCHA_DISPOSED', 'the encryptor was disposed');
      }
      const now =
        nowSeconds === undefined ? undefined : readKind('number', nowSeconds, 'nowSeconds');
      return readAscii(tokenPointer, handle.encrypt(now, clockSeconds()));
    },
    dispose(): void {
      if (!isDisposed) handle.free();
      isDisposed = true;
    },
  });
}

/** Adds `Symbol.dispose`, where the runtime has it, as another name of `dispose`. */
export function withDispose<T extends { dispose(): void }>(
  disposable: T,
): T & { [Symbol.dispose](): void } {
  if (typeof Symbol.dispose === 'symbol') {
    Object.defineProperty(disposable, Symbol.dispose, { value: disposable.dispose });
  }
  return disposable as T & { [Symbol.dispose](): void };
}
