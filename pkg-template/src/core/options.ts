// Reads options: each property once, and its kind only. Rust decides which values are valid.

import { isSignal } from './abort-signal.js';
import { encodeUtf8 } from './bytes.js';
import { closestName } from './closest-name.js';
import { CaptchaError, type CaptchaErrorCode } from './errors.js';
import { ownProperty, PlainRecord } from './own.js';
import { foreignText, isWellFormed, optionBytes, optionText } from './plain-data.js';

/** The kinds of values. `read` returns the value to pass on, or `undefined` if it is of another kind. */
const KINDS = {
  any: { name: 'anything', read: (value: unknown) => value },
  boolean: {
    name: 'true or false',
    read: (value: unknown) => (typeof value === 'boolean' ? value : undefined),
  },
  number: {
    name: 'a number',
    read: (value: unknown) => (typeof value === 'number' ? value : undefined),
  },
  function: {
    name: 'a function',
    read: (value: unknown) =>
      typeof value === 'function' ? (value as (...args: never[]) => unknown) : undefined,
  },
  signal: {
    name: 'an AbortSignal',
    read: (value: unknown) => (isSignal(value) ? value : undefined),
  },
  text: { name: 'a string', read: optionText },
  /** `null` and empty text count as absent. */
  'text or nothing': { name: 'a string', read: (value: unknown) => optionText(value ?? '') },
  /** Text that is not the caller's own: read as far as it can be. */
  'foreign text': {
    name: 'a string',
    read: (value: unknown) => (typeof value === 'string' ? foreignText(value) : undefined),
  },
  bytes: { name: 'a Uint8Array', read: optionBytes },
  'bytes of text': {
    name: 'a string or a Uint8Array',
    read: (value: unknown) => {
      const text = optionText(value);
      return text === undefined ? optionBytes(value) : encodeUtf8(text);
    },
  },
  key: {
    name: 'a string or a Uint8Array',
    read: (value: unknown) => optionText(value) ?? optionBytes(value),
  },
  digits: {
    name: 'decimal digits',
    read: (value: unknown) => (typeof value === 'number' ? String(value) : optionText(value)),
  },
} as const;

type Kinds = typeof KINDS;
type Kind = keyof Kinds;
type ValueOf<K extends Kind> = Exclude<ReturnType<Kinds[K]['read']>, undefined>;

/** Names with the kinds of their values. A kind with `?` may be left out. */
export interface Shape {
  readonly [name: string]: Kind | `${Kind}?`;
}

/** What is read of options of a shape. */
export type Read<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends `${infer K extends Kind}?`
    ? ValueOf<K> | undefined
    : S[Name] extends Kind
      ? ValueOf<S[Name]>
      : never;
};

/**
 * Reads the own properties of a shape; what somebody put on `Object.prototype` is no option.
 *
 * @throws CaptchaError with `code`, or ERR_CAPTCHA_INVALID_KEY for a key, naming the property
 */
export function readOptions<S extends Shape>(
  options: unknown,
  shape: S,
  what: string,
  code: CaptchaErrorCode = 'ERR_CAPTCHA_INVALID_ARGUMENT',
): Read<S> {
  if (typeof options !== 'object' || options === null) {
    throw mustBe(code, what, 'an object', options);
  }
  const prefix = what === 'options' || what === 'input' ? '' : `${what}.`;
  const read = new PlainRecord();
  for (const name of Object.keys(shape)) {
    let value: unknown;
    try {
      value = ownProperty(options, name);
    } catch (cause) {
      throw new CaptchaError(
        code,
        `${prefix}${name} must be readable, got a getter that throws`,
        cause,
      );
    }
    read[name] = readKind(shape[name] as Kind | `${Kind}?`, value, prefix + name, code);
  }
  return read as Read<S>;
}

/** A value of a kind; see `readOptions`. */
export function readKind<K extends Kind>(
  kind: K | `${K}?`,
  value: unknown,
  name: string,
  code: CaptchaErrorCode = 'ERR_CAPTCHA_INVALID_ARGUMENT',
): ValueOf<K> {
  const isOptional = kind.endsWith('?');
  if (isOptional && value === undefined) return undefined as ValueOf<K>;
  const bare = (isOptional ? kind.slice(0, -1) : kind) as Kind;
  const read = KINDS[bare].read(value);
  if (read !== undefined) return read as ValueOf<K>;
  throw mustBe(bare === 'key' ? 'ERR_CAPTCHA_INVALID_KEY' : code, name, KINDS[bare].name, value);
}

/** An error that says what an argument must be and what came, but never its value: it may be a secret. */
export function mustBe(
  code: CaptchaErrorCode,
  name: string,
  expected: string,
  value: unknown,
): CaptchaError {
  return new CaptchaError(code, `${name} must be ${expected}, got ${describe(value)}`);
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'string') return isWellFormed(value) ? 'a string' : 'a lone surrogate';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Refuses an option of another name than these, and names the closest one: `timeout` for `timeoutMs`. */
export function refuseUnknown(options: unknown, shape: Shape): void {
  let names: string[];
  try {
    names = Object.keys(options as object);
  } catch (cause) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'options must be readable, got a proxy that throws',
      cause,
    );
  }
  const known = Object.keys(shape);
  for (const name of names) {
    if (known.indexOf(name) >= 0) continue;
    const shown = name.replace(/[^\w$]/g, '?').slice(0, 40);
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      `options must not have ${shown}, which is no option; the closest is ${closestName(shown, known)}`,
    );
  }
}
