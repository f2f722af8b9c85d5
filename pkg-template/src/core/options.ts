// Reading options that a caller hands over: each property once, before the core sees any of them.

import { type Core, core } from './core.js';
import { CaptchaError } from './errors.js';

const modes: { [mode: string]: number | undefined } = { cbc: 0, gcm: 1 };
const NO_MODE = 255;

/**
 * Reads properties in one go; a getter that throws becomes a CaptchaError with it as its cause.
 *
 * What somebody put on `Object.prototype` is not an option: an `endpoint` there would have every
 * secret sent to it.
 */
export function readOptions<Name extends string>(
  options: unknown,
  names: readonly Name[],
  what: string,
): { [name in Name]: unknown } {
  needObject(options, what);
  const read = Object.create(null) as { [name in Name]: unknown };
  for (const name of names) {
    try {
      if (!(name in Object.prototype) || Object.prototype.hasOwnProperty.call(options, name)) {
        read[name] = (options as { [name in Name]: unknown })[name];
      }
    } catch (cause) {
      throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', `${name} cannot be read`, cause);
    }
  }
  return read;
}

function needObject(options: unknown, what: string): asserts options is object {
  if (typeof options !== 'object' || options === null) {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', `${what} takes an object`);
  }
}

/** The names that `stageAid` takes. */
const aidNames = [
  'captchaAppId',
  'appSecretKey',
  'expiresInSeconds',
  'mode',
  'aad',
  'nowSeconds',
] as const;

/** Values of an `AidOptions`, read but not looked at. */
export type ReadAid = { [name in (typeof aidNames)[number]]: unknown };

/**
 * `readOptions` for a token. Written out, because a loop over names costs as much as the token: each
 * name here is looked up where the engine remembers from the last time where it was.
 */
export function readAid(options: unknown): ReadAid {
  needObject(options, 'options');
  const from = options as ReadAid;
  const inherited = Object.prototype;
  if (
    'captchaAppId' in inherited ||
    'appSecretKey' in inherited ||
    'expiresInSeconds' in inherited ||
    'mode' in inherited ||
    'aad' in inherited ||
    'nowSeconds' in inherited
  ) {
    return readOptions(options, aidNames, 'options');
  }
  let name = 'captchaAppId';
  try {
    const { captchaAppId } = from;
    name = 'appSecretKey';
    const { appSecretKey } = from;
    name = 'expiresInSeconds';
    const { expiresInSeconds } = from;
    name = 'mode';
    const { mode } = from;
    name = 'aad';
    const { aad } = from;
    name = 'nowSeconds';
    const { nowSeconds } = from;
    return { captchaAppId, appSecretKey, expiresInSeconds, mode, aad, nowSeconds };
  } catch (cause) {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', `${name} cannot be read`, cause);
  }
}

/** Writes an AppId; 0, which the core refuses, for anything that is neither text nor a number. */
export function writeAppId(to: Core, value: unknown): number {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? to.write('appId', text) : 0;
}

/** Writes a key; 0, which the core refuses, for anything that is neither text nor bytes. */
export function writeKey(to: Core, value: unknown): number {
  const key = textOrBytes(value);
  return key === undefined ? 0 : to.write('key', key);
}

/** Writes additional authenticated data; too much of it for anything that is neither. */
export function writeAad(to: Core, value: unknown): number {
  const aad = value === undefined ? '' : textOrBytes(value);
  return to.write('aad', aad ?? ' '.repeat(97));
}

/** The core's number for a mode. */
export function modeNumber(mode: unknown): number {
  if (mode === undefined) return 0;
  return (typeof mode === 'string' ? modes[mode] : undefined) ?? NO_MODE;
}

/** A number as it is, `undefined` as it is, NaN, which the core refuses, for anything else. */
export function optionalNumber(value: unknown): number | undefined {
  return value === undefined || typeof value === 'number' ? value : NaN;
}

/** The clock in whole Unix seconds. */
export function clockSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const brand = getter(Symbol.toStringTag);

/** Text, or a Uint8Array of any realm; by its brand, which a proxy or a toStringTag cannot fake. */
export function textOrBytes(value: unknown): string | Uint8Array | undefined {
  if (typeof value === 'string') return value;
  // A view of its own: properties that the caller's object overrides are not asked.
  return brand.call(value) === 'Uint8Array' ? ownView(value as Uint8Array) : undefined;
}

const bufferOf = getter('buffer');
const offsetOf = getter('byteOffset');
const lengthOf = getter('byteLength');

function ownView(value: Uint8Array): Uint8Array {
  const buffer = bufferOf.call(value) as ArrayBuffer;
  const length = lengthOf.call(value) as number;
  return length === 0
    ? new Uint8Array(0)
    : new Uint8Array(buffer, offsetOf.call(value) as number, length);
}

function getter(name: PropertyKey): () => unknown {
  return (Object.getOwnPropertyDescriptor(typedArray, name) as PropertyDescriptor)
    .get as () => unknown;
}

/** Writes everything that a token is made of; the numbers are the core's first five arguments. */
export function stageAid(
  options: ReadAid,
): [appId: number, key: number, aad: number, mode: number, expires: number | undefined] {
  const to = core();
  return [
    writeAppId(to, options.captchaAppId),
    writeKey(to, options.appSecretKey),
    writeAad(to, options.aad),
    modeNumber(options.mode),
    optionalNumber(options.expiresInSeconds),
  ];
}
