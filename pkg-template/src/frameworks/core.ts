// What the frameworks share: from a request to an outcome, and what becomes of the request then.

import type { AbortSignalLike, Captcha, CheckOutcome, UserIpPlatform } from '../index.js';
import { CaptchaError, isCaptchaError, userIpFrom } from '../index.js';

/**
 * The outcome of a check that passed.
 *
 * @example
 * const { captchaOf } = require('tcaptcha-wasm/express');
 * const requestIdOf = (request) => captchaOf(request).requestId; // of a PassedOutcome
 */
export type PassedOutcome = Extract<CheckOutcome, { status: 'passed' }>;

/** The outcome of a check that did not pass. */
export type NotPassedOutcome = Exclude<CheckOutcome, { status: 'passed' }>;

/** Options of `requireCaptcha`; `Args` is what the framework gives to a handler. */
export interface RequireCaptchaOptions<Args extends unknown[]> {
  /** Returns what the client sent; `captchaResult` of the body when left out. */
  captchaResult?: ((...args: Args) => unknown) | undefined;
  /** The end user's address, or where it stands; the framework's own notion of it when left out. */
  userIp?:
    | UserIpPlatform
    | ((...args: Args) => string | undefined | Promise<string | undefined>)
    | undefined;
  /**
   * Called when the check did not pass. `true` lets the request in all the same; with `false` the default
   * answer is sent, unless this function has answered by then.
   */
  onNotPassed?:
    ((outcome: NotPassedOutcome, ...args: Args) => boolean | Promise<boolean>) | undefined;
}

/** The default answer. */
export interface Refusal {
  readonly httpStatus: number;
  readonly body: { readonly status: string; readonly reason: string };
}

/** One request, as its framework knows it. */
export interface Exchange {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignalLike;
  /** Puts the outcome where the next handlers find it. */
  keep(outcome: CheckOutcome): void;
  isAnswered(): boolean;
}

/** How a framework's requests are read where the options do not say it. */
export interface Defaults<Args extends unknown[]> {
  captchaResult(...args: Args): unknown;
  userIp: ((...args: Args) => string | undefined) | undefined;
  /** What the platforms of `userIp` read. */
  request(...args: Args): object;
}

const INVALID_ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
const readUserIp = userIpFrom as (request: object, platform: unknown) => string;

/**
 * Makes the guard of a route. It resolves with `true` for the next handler, with a refusal to answer, and
 * with nothing when the request was answered or the client is gone.
 */
export function createGuard<Args extends unknown[]>(
  captcha: Pick<Captcha, 'check'>,
  options: RequireCaptchaOptions<Args>,
  defaults: Defaults<Args>,
): (exchange: Exchange, ...args: Args) => Promise<true | Refusal | undefined> {
  const {
    captchaResult = defaults.captchaResult,
    userIp = defaults.userIp,
    onNotPassed,
  } = Object.assign(Object.create(null), options) as RequireCaptchaOptions<Args>; // own ones only
  if (typeof userIp !== 'function') refuseUnknownPlatform(userIp);

  /** The address, or the outcome for one that cannot be read. */
  async function addressOf(args: Args): Promise<string | NotPassedOutcome> {
    try {
      if (typeof userIp !== 'function') return readUserIp(defaults.request(...args), userIp);
      return readUserIp({ socket: { remoteAddress: await userIp(...args) } }, 'socket');
    } catch (error) {
      if (!isCaptchaError(error, INVALID_ARGUMENT)) throw error;
      return { status: 'rejected', reason: 'malformed', message: error.message };
    }
  }

  async function decide({ signal, keep, isAnswered }: Exchange, args: Args) {
    const result = await captchaResult(...args);
    if (signal.aborted) return undefined;
    const address = await addressOf(args);
    if (signal.aborted) return undefined;
    const isRead = typeof address === 'string';
    const outcome = isRead
      ? await captcha.check({ captchaResult: result, userIp: address, signal })
      : address;
    if (signal.aborted) return undefined;
    keep(outcome);
    const { status, reason } = outcome;
    if (status === 'passed') return true;
    if (onNotPassed && (await onNotPassed(outcome, ...args)) === true) return true;
    if (isAnswered()) return undefined;
    const httpStatus = status === 'unavailable' ? 503 : isRead ? 403 : 400;
    return { httpStatus, body: { status, reason } };
  }

  return async (exchange, ...args) => {
    const { signal } = exchange;
    try {
      const verdict = signal.aborted ? undefined : await decide(exchange, args);
      return signal.aborted ? undefined : verdict;
    } catch (error) {
      if (signal.aborted) return undefined;
      // To a framework, `undefined` and 'route' are no errors: it would run the next handler.
      throw error instanceof Error ? error : new Error('something that is no Error was thrown');
    }
  };
}

/** Throws now what every request would run into. */
function refuseUnknownPlatform(platform: unknown): void {
  try {
    readUserIp({}, platform);
  } catch (error) {
    if (/^platform/.test((error as Error).message)) throw error;
  }
}

/** An own property: anybody may have put others on `Object.prototype`. */
export function own(object: unknown, name: string): unknown {
  const isOwn = object && Object.prototype.hasOwnProperty.call(object, name);
  return isOwn ? (object as never)[name] : undefined;
}

/** The outcome that a guard kept, if it is a pass. */
export function passedOutcome(outcome: unknown): PassedOutcome {
  if (own(outcome, 'status') === 'passed') return outcome as PassedOutcome;
  throw new CaptchaError(INVALID_ARGUMENT, 'the request must have passed requireCaptcha');
}
