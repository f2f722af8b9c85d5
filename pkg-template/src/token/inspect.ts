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

/** A mistake of the code that made a token. docs/errors.md has a section on each, with its mend. */
export type AidMistake =
  /** The key was filled as in the vendor's Python sample, which is wrong below 17 bytes. */
  | 'key_padded_as_vendor_sample'
  /** The key was filled to 32 bytes with zeros. */
  | 'key_padded_with_zeros'
  /** The key was not filled: AES-128 or AES-192 with the first 16 or 24 bytes. */
  | 'key_not_padded'
  /** The key came with a line break, a blank, quotes or a byte order mark around it. */
  | 'key_not_trimmed'
  /** Base64 of the URL alphabet, or without its padding. */
  | 'url_safe_base64'
  /** Hexadecimal digits instead of Base64, or inside of it. */
  | 'hex'
  /** The IV is not in front of the ciphertext. */
  | 'iv_missing'
  /** The IV is there as hexadecimal or Base64 text. */
  | 'iv_as_text'
  /** Encrypted in ECB mode. */
  | 'ecb'
  /** OpenSSL's `Salted__` format: the key was used as a password. */
  | 'openssl_salted'
  /** The plaintext or the key was encoded as UTF-16. */
  | 'utf16'
  /** The timestamp is in milliseconds. */
  | 'milliseconds'
  /** Blanks, line breaks, zeros or a padding that does not belong there follow the plaintext or the token. */
  | 'trailing_bytes'
  /** Padded by hand, and by the cipher again. */
  | 'padded_twice'
  /** Encrypted by GCM for CBC, or the reverse. */
  | 'other_mode'
  /** The tag of GCM lies before the ciphertext. */
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
   * Which mistakes of the code that made the token lead to exactly this token: the fewest that do, each
   * proven by decrypting the token. Looked for with the first 16 keys, and only when the token is not
   * valid; absent when there is none.
   */
  mistakes?: AidMistake[];
}

/** What a token is compared with. */
export interface InspectAidOptions {
  /** The key, or several while they rotate: at most 1024. */
  appSecretKey: AidOptions['appSecretKey'] | readonly AidOptions['appSecretKey'][];
  /** The AppId that the token should carry. */
  captchaAppId?: string | number | undefined;
  /** The mode that it was made with; `cbc` when left out. */
  mode?: 'cbc' | 'gcm' | undefined;
  /** The additional authenticated data of a GCM token. */
  aad?: string | Uint8Array | undefined;
  /** The time to judge it by, in Unix seconds; the clock when left out. */
  nowSeconds?: number | undefined;
}

const MAX_KEYS = 1024;

/**
 * Opens a token and names everything that is wrong with it. A bad token is an answer, not an error.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY, for bad options
 *
 * @example
 * const { valid, problems, mistakes } = inspectAid(aidEncrypted, {
 *   appSecretKey: ['the new key', 'the old key'],
 *   captchaAppId: '123456789',
 * });
 * if (!valid) console.warn(problems.map((problem) => problem.message));
 * if (mistakes) console.warn('how it was made:', mistakes); // such as ['key_padded_with_zeros']
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
