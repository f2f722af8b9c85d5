import type { AidOptions } from './aid.js';
import { core } from '../core/core.js';
import { CaptchaError, fromCore } from '../core/errors.js';
import { type InspectionParts, inspectAid as inspect, takeError } from '../core/glue.js';
import {
  clockSeconds,
  modeNumber,
  optionalNumber,
  readOptions,
  textOrBytes,
  writeAad,
  writeAppId,
} from '../core/options.js';
import { decodeBase64 } from '../core/platform.js';
import { encodeUtf8 } from '../core/text.js';

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
/** One more than the longest key: the core refuses it. */
const MAX_KEY_LENGTH = 33;
/** The longest token that the core looks at. */
const MAX_TOKEN_LENGTH = 1024;

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
  if (typeof aidEncrypted !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'aidEncrypted takes a string');
  }
  const read = readOptions(
    options,
    ['appSecretKey', 'captchaAppId', 'mode', 'aad', 'nowSeconds'],
    'options',
  );
  const keys = packKeys(readKeys(read.appSecretKey));
  const to = core();
  const { captchaAppId } = read;
  const parts = inspect(
    aidEncrypted.length,
    aidEncrypted.length > MAX_TOKEN_LENGTH ? undefined : decodeBase64(aidEncrypted),
    keys,
    captchaAppId !== undefined,
    captchaAppId === undefined ? 0 : writeAppId(to, captchaAppId),
    modeNumber(read.mode),
    writeAad(to, read.aad),
    optionalNumber(read.nowSeconds) ?? clockSeconds(),
  );
  keys.fill(0);
  if (parts === undefined) throw fromCore(takeError());
  return inspectionOf(parts);
}

/** Gives the parts their names; what the token did not say has none. */
function inspectionOf([
  problems,
  keyIndex,
  captchaAppId,
  ...seconds
]: InspectionParts): AidInspection {
  const inspection: AidInspection = {
    valid: problems.length === 0,
    problems: problems.map(([code, message]) => ({ code, message })),
  };
  if (keyIndex !== undefined) inspection.keyIndex = keyIndex;
  if (captchaAppId !== undefined) {
    const [issuedAtSeconds, expiresInSeconds, expiresAtSeconds, remainingSeconds] = seconds;
    Object.assign(inspection, {
      captchaAppId,
      issuedAtSeconds,
      expiresInSeconds,
      expiresAtSeconds,
      remainingSeconds,
    });
  }
  return inspection;
}

function readKeys(value: unknown): unknown[] {
  try {
    if (!Array.isArray(value)) return [value];
    if (value.length <= MAX_KEYS) return Array.from(value as unknown[]);
  } catch (cause) {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'appSecretKey cannot be read', cause);
  }
  throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'appSecretKey takes at most 1024 keys');
}

/** Each key behind a byte that says how long it is; 0, which the core refuses, where it is no key. */
function packKeys(keys: unknown[]): Uint8Array {
  const packed = new Uint8Array(keys.length * (MAX_KEY_LENGTH + 1));
  let end = 0;
  for (const value of keys) {
    const key = textOrBytes(value);
    const bytes = typeof key === 'string' ? encodeUtf8(key.slice(0, MAX_KEY_LENGTH)) : key;
    if (bytes === undefined) {
      packed[end++] = 0;
      continue;
    }
    const length = Math.min(bytes.length, MAX_KEY_LENGTH);
    packed[end] = length;
    packed.set(bytes.subarray(0, length), end + 1);
    end += length + 1;
    if (typeof key === 'string') bytes.fill(0);
  }
  return packed.subarray(0, end);
}
