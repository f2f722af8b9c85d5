// Converts values of unknown origin to plain data, so that no getter of theirs runs while wasm is on the
// stack.

import { CaptchaError } from './errors.js';
import { ownProperty } from './own.js';

/**
 * Longer than any text of a captchaResult and any option: Rust refuses it, and the wasm's memory, which
 * never shrinks, does not have to hold it.
 */
const MAX_TEXT_LENGTH = 10_000;

/** Longer than any JSON text and any response that Rust reads. */
const MAX_BODY_LENGTH = 1024 * 1024 + 1;

/** The names that Rust looks for in a captchaResult. */
const RESULT_NAMES = [
  'ret',
  'ticket',
  'randstr',
  'detail',
  'mp',
  '$wx',
  'scene',
  'referrerInfo',
  'appId',
  'extraData',
] as const;

/** Stands for values that no captchaResult has, such as functions and arrays: Rust refuses it everywhere. */
const NO_DATA = false;

/** How many objects deep a captchaResult is: `{referrerInfo: {extraData: {…}}}`. */
const MAX_DEPTH = 3;

type PlainData = null | boolean | number | string | { [name: string]: PlainData };

/**
 * A captchaResult as JSON text. Text stays as it is.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_RESULT for an object that throws when it is read, and for
 *   text with a lone surrogate
 */
export function captchaResultJson(input: unknown): string {
  if (typeof input === 'string') {
    if (isWellFormed(input)) return input.slice(0, MAX_BODY_LENGTH);
    throw invalidResult('captchaResult must be JSON text, got text with a lone surrogate');
  }
  try {
    return JSON.stringify(plainData(input, MAX_DEPTH));
  } catch (cause) {
    throw invalidResult('captchaResult must be readable, got an object that throws', cause);
  }
}

function plainData(value: unknown, depth: number): PlainData {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return foreignText(value, MAX_TEXT_LENGTH);
  if (typeof value === 'boolean') return value;
  // JSON has neither NaN nor the infinities.
  if (typeof value === 'number') return Number.isFinite(value) ? value : NO_DATA;
  if (typeof value !== 'object' || Array.isArray(value) || depth === 0) return NO_DATA;
  // Without a prototype: a toJSON that somebody put on Object.prototype is not called.
  const plain = Object.create(null) as { [name: string]: PlainData };
  let isLost = Object.keys(value).length > 0;
  for (const name of RESULT_NAMES) {
    const member = ownProperty(value, name);
    if (member === undefined) continue;
    plain[name] = plainData(member, depth - 1);
    isLost = false;
  }
  // An object that holds something else only must not look empty.
  if (isLost) plain.other = null;
  return plain;
}

function invalidResult(message: string, cause?: unknown): CaptchaError {
  return new CaptchaError('ERR_CAPTCHA_INVALID_RESULT', message, cause);
}

/** Whether text has no lone surrogate: UTF-8 has no bytes for one, and Node.js 8 writes it all the same. */
export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** Text from the network or a client: bounded, with U+FFFD for lone surrogates. */
export function foreignText(text: string, maxLength: number = MAX_BODY_LENGTH): string {
  const bounded = text.slice(0, maxLength);
  return isWellFormed(bounded) ? bounded : bounded.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** Text of an option, bounded; `undefined` for anything else, and for text with a lone surrogate. */
export function optionText(value: unknown): string | undefined {
  if (typeof value !== 'string' || !isWellFormed(value)) return undefined;
  // One more, if that would cut a surrogate pair.
  const bounded = value.slice(0, MAX_TEXT_LENGTH);
  return isWellFormed(bounded) ? bounded : value.slice(0, MAX_TEXT_LENGTH + 1);
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const brandOf = getter(Symbol.toStringTag);
const bufferOf = getter('buffer');
const offsetOf = getter('byteOffset');
const lengthOf = getter('byteLength');

function getter(name: PropertyKey): () => unknown {
  return (Object.getOwnPropertyDescriptor(typedArray, name) as PropertyDescriptor)
    .get as () => unknown;
}

/**
 * Bytes of an option, bounded: a view on a Uint8Array of any realm; `undefined` for anything else.
 *
 * Asks the getters of the language, which a proxy or an own property cannot imitate.
 */
export function optionBytes(value: unknown): Uint8Array | undefined {
  if (brandOf.call(value) !== 'Uint8Array') return undefined;
  const length = Math.min(lengthOf.call(value) as number, MAX_TEXT_LENGTH);
  // The buffer may be gone: a view on it cannot be made.
  if (length === 0) return new Uint8Array(0);
  return new Uint8Array(
    bufferOf.call(value) as ArrayBuffer,
    offsetOf.call(value) as number,
    length,
  );
}
