// The rules of src/result in the crate, for live JavaScript objects: each property that wasm reads
// costs more than all of this. tests/vectors and a differential test hold the two together.

import { CaptchaError } from './core/errors.js';
import { isEmptyObject, ownProperty } from './core/foreign.js';
import type { CaptchaOrigin, CaptchaResult } from './result.js';

/** The AppId of the vendor's captcha mini program. */
const CAPTCHA_MINI_PROGRAM = 'wx5a3a7366fd07e119';
/** WeChat's scene value for a return from another mini program. */
const SCENE_RETURN = 1038;
const MAX_JSON_LENGTH = 64 * 1024;
const MAX_TICKET_LENGTH = 8192;
const MAX_RANDSTR_LENGTH = 1024;
const VISIBLE_ASCII = /^[!-~]+$/;
const DISASTER_RECOVERY = /^tr?error_([0-9]+)_([0-9]+)_([0-9]+)$/;

/** Which shape this is, and what it says; ERR_CAPTCHA_INVALID_RESULT. */
export function readCaptchaResult(input: unknown): CaptchaResult {
  const value = valueOf(input);
  if (ownProperty(value, 'ret') !== undefined) return readFields('plain', value);
  let detail = ownProperty(value, 'detail');
  if (detail === undefined) detail = ownProperty(ownProperty(value, 'mp'), 'detail');
  if (detail !== undefined) return readFields('plugin', detail);
  if (
    ownProperty(value, 'scene') !== undefined ||
    ownProperty(value, 'referrerInfo') !== undefined
  ) {
    return readShow(value);
  }
  throw invalid(
    'captchaResult takes an object with ret, a verify or close event, options of App.onShow, or JSON text of these',
  );
}

/** What the return from the captcha mini program brought along; ERR_CAPTCHA_INVALID_RESULT. */
export function readShow(options: unknown): CaptchaResult {
  if (ownProperty(options, 'scene') !== SCENE_RETURN) {
    throw invalid('captchaResult.scene takes 1038, the return from another mini program');
  }
  const referrerInfo = ownProperty(options, 'referrerInfo');
  if (ownProperty(referrerInfo, 'appId') !== CAPTCHA_MINI_PROGRAM) {
    throw invalid('captchaResult.referrerInfo takes the appId of the captcha mini program');
  }
  const extraData = ownProperty(referrerInfo, 'extraData') ?? undefined;
  // Whoever leaves the captcha by the system's own back gesture brings nothing along.
  return extraData === undefined || isEmptyObject(extraData)
    ? { origin: 'mini-program', status: 'closed', ret: 2 }
    : readFields('mini-program', extraData);
}

/** The value itself, or what its JSON text says. */
export function valueOf(input: unknown): unknown {
  if (typeof input !== 'string') return input;
  if (input.length > MAX_JSON_LENGTH) {
    throw invalid('captchaResult takes at most 64 KiB of JSON text');
  }
  try {
    return JSON.parse(input);
  } catch {
    throw invalid('captchaResult takes an object or its JSON text');
  }
}

function readFields(origin: CaptchaOrigin, fields: unknown): CaptchaResult {
  const ret = ownProperty(fields, 'ret');
  if (ret === 0) return readTicket(origin, fields);
  if (ret === 1) return { origin, status: 'failed', ret };
  if (ret === 2) return { origin, status: 'closed', ret };
  throw invalid('captchaResult.ret takes the number 0, 1 or 2');
}

function readTicket(origin: CaptchaOrigin, fields: unknown): CaptchaResult {
  const ticket = ownProperty(fields, 'ticket');
  if (!isVisibleAscii(ticket, MAX_TICKET_LENGTH)) {
    throw invalid('captchaResult.ticket takes 1 to 8192 characters of visible ASCII');
  }
  // Almost no ticket is one, and this is the cheapest way to see so.
  const claims = ticket[0] === 't' && isDisasterRecovery(ticket) ? readClaims(ticket) : undefined;

  let randstr = ownProperty(fields, 'randstr') ?? undefined;
  if (randstr === '') randstr = undefined;
  if (randstr !== undefined && !isVisibleAscii(randstr, MAX_RANDSTR_LENGTH)) {
    throw invalid(
      'captchaResult.randstr takes at most 1024 characters of visible ASCII, or is left out',
    );
  }
  if (claims === undefined) {
    return randstr === undefined
      ? { origin, status: 'solved', ret: 0, ticket }
      : { origin, status: 'solved', ret: 0, ticket, randstr };
  }
  return randstr === undefined
    ? { origin, status: 'fallback', ret: 0, ticket, ...claims }
    : { origin, status: 'fallback', ret: 0, ticket, randstr, ...claims };
}

function isDisasterRecovery(ticket: string): boolean {
  return ticket.startsWith('trerror_') || ticket.startsWith('terror_');
}

/** What a disaster-recovery ticket claims: anybody can write one. */
function readClaims(ticket: string): {
  errorCode: number;
  captchaAppId: string;
  issuedAtSeconds: number;
} {
  const parts = DISASTER_RECOVERY.exec(ticket) as [string, string, string, string] | null;
  if (parts !== null && parts.slice(1).every((digits) => Number.isSafeInteger(Number(digits)))) {
    const [, errorCode, captchaAppId, issuedAt] = parts;
    return { errorCode: Number(errorCode), captchaAppId, issuedAtSeconds: Number(issuedAt) };
  }
  throw invalid(
    'captchaResult.ticket takes trerror_{errorCode}_{captchaAppId}_{unixSeconds} when it starts so',
  );
}

function isVisibleAscii(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength && VISIBLE_ASCII.test(value);
}

function invalid(message: string): CaptchaError {
  return new CaptchaError('ERR_CAPTCHA_INVALID_RESULT', message);
}
