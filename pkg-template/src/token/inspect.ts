import { clockSeconds } from '../core/clock.js';
import { CaptchaError } from '../core/errors.js';
import { readKind, readOptions } from '../core/options.js';
import { wasm } from '../core/wasm.js';
import type { AidOptions } from './aid.js';

/** What can be wrong with a token. */
export type AidProblemCode =
  | 'not_base64'
  | 'wrong_length'
  | 'wrong_key'
  | 'malformed_plaintext'
  | 'app_id_mismatch'
  | 'issued_in_future'
  | 'expired'
  | 'expiry_out_of_range';

/** A mistake of the code that made a token. Each is explained in docs/errors.md. */
export type AidMistake =
  | 'key_padded_as_vendor_sample'
  | 'key_padded_with_zeros'
  | 'key_not_padded'
  | 'key_not_trimmed'
  | 'url_safe_base64'
  | 'hex'
  | 'iv_missing'
  | 'iv_as_text'
  | 'ecb'
  | 'openssl_salted'
  | 'utf16'
  | 'milliseconds'
  | 'trailing_bytes'
  | 'padded_twice'
  | 'other_mode'
  | 'tag_before_ciphertext';

/** What a token carries, and everything that is wrong with it. */
export interface AidInspection {
  /** Whether there are no problems. */
  valid: boolean;
  /** Everything that is wrong; `message` says what to look at. */
  problems: { code: AidProblemCode; message: string }[];
  /** Which of the given keys opened it. */
  keyIndex?: number;
  /** The AppId inside. */
  captchaAppId?: string;
  /** When it was made, in Unix seconds. */
  issuedAtSeconds?: number;
  /** How long it lasts. */
  expiresInSeconds?: number;
  /** When it ends, in Unix seconds. */
  expiresAtSeconds?: number;
  /** What is left of it; 0 when it has expired. */
  remainingSeconds?: number;
  /**
   * Which mistakes of the code that made the token produce exactly this token, each proven by
   * decrypting it; absent when none does.
   */
  mistakes?: AidMistake[];
}

/** What a token is compared with. */
export interface InspectAidOptions {
  /** The key, or several while they rotate: at most 1024. */
  appSecretKey: AidOptions['appSecretKey'] | readonly AidOptions['appSecretKey'][];
  /** The AppId that the token should carry. */
  captchaAppId?: string | number;
  /** The mode that it was made with; `cbc` when left out. */
  mode?: 'cbc' | 'gcm';
  /** The additional authenticated data of a GCM token. */
  aad?: string | Uint8Array;
  /** The time to judge it by, in Unix seconds; the clock when left out. */
  nowSeconds?: number;
}

const MAX_KEYS = 1024;

/**
 * Opens a token and names everything that is wrong with it. A bad token is an answer, not an error.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY, for bad options
 *
 * @example
 * const { valid, problems } = inspectAid(aidEncrypted, {
 *   appSecretKey: ['the new key', 'the old key'],
 *   captchaAppId: '123456789',
 * });
 * if (!valid) console.warn(problems.map((problem) => problem.message));
 */
export function inspectAid(aidEncrypted: string, options: InspectAidOptions): AidInspection {
  const token = readKind('foreign text', aidEncrypted, 'aidEncrypted');
  const read = readOptions(
    options,
    {
      appSecretKey: 'any?',
      captchaAppId: 'digits?',
      mode: 'text?',
      aad: 'bytes of text?',
      nowSeconds: 'number?',
    },
    'options',
  );
  return wasm().inspectAid(
    token,
    readKeys(read.appSecretKey),
    read.captchaAppId,
    read.mode,
    read.aad,
    read.nowSeconds ?? clockSeconds(),
  ) as AidInspection;
}

function readKeys(value: unknown): (string | Uint8Array)[] {
  let keys = [value];
  try {
    if (Array.isArray(value)) {
      // One more than are taken, without the iterator that the array may have of its own.
      const length = Math.min(value.length, MAX_KEYS + 1);
      keys = Array.from({ length }, (_, index) => (value as unknown[])[index]);
    }
  } catch (cause) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'appSecretKey must be readable, got an array that throws',
      cause,
    );
  }
  if (keys.length > MAX_KEYS) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      `appSecretKey must be at most ${MAX_KEYS} keys, got more`,
    );
  }
  return keys.map((key) => readKind('key', key, 'appSecretKey'));
}
