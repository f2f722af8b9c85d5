/**
 * Middleware for Hono, on Node.js, workerd and wherever else Hono runs.
 *
 * @module tcaptcha-wasm/hono
 */

// @ts-ignore: without Hono the callbacks are given `any`.
import type { Context, MiddlewareHandler } from 'hono';
import type { Captcha, CheckOutcome } from '../index.js';
import type { PassedOutcome, RequireCaptchaOptions } from './core.js';
import { createGuard, own, passedOutcome } from './core.js';

export type { NotPassedOutcome, PassedOutcome, RequireCaptchaOptions } from './core.js';

// @ts-ignore: without Hono there is nothing to add to.
declare module 'hono' {
  interface ContextVariableMap {
    /** The outcome of the last `requireCaptcha` that this request met. */
    captcha?: CheckOutcome;
  }
}

/** Options of `requireCaptcha`: Hono has no notion of an address, so `userIp` must say where it stands. */
export interface HonoRequireCaptchaOptions extends RequireCaptchaOptions<[c: Context]> {
  userIp: NonNullable<RequireCaptchaOptions<[c: Context]>['userIp']>;
}

/**
 * Answers `{aidEncrypted}`. Anybody can ask for tokens: limit how many requests a client may make.
 *
 * @example
 * const { Hono } = require('hono');
 * const { aidEncryptedHandler } = require('tcaptcha-wasm/hono');
 * const app = new Hono();
 * app.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
 */
export function aidEncryptedHandler(captcha: Pick<Captcha, 'issueAid'>): MiddlewareHandler {
  return async (c) => {
    c.header('Cache-Control', 'no-store');
    return c.json({ aidEncrypted: captcha.issueAid() });
  };
}

/**
 * Lets a request on to the next handler after a pass alone, whatever its method. Otherwise it answers
 * `{status, reason}`: 403 for rejected, 503 for unavailable, 400 for an address that cannot be read. A
 * CaptchaError goes to `app.onError`.
 *
 * Reads a JSON body, which the handler can read again; limit its length with Hono's `bodyLimit` before.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const { Hono } = require('hono');
 * const { captchaOf, requireCaptcha } = require('tcaptcha-wasm/hono');
 * const app = new Hono();
 * app.post('/api/login', requireCaptcha(captcha, { userIp: { proxies: 1 } }), (c) =>
 *   c.json({ requestId: captchaOf(c).requestId }),
 * );
 */
export function requireCaptcha(
  captcha: Pick<Captcha, 'check'>,
  options: HonoRequireCaptchaOptions,
): MiddlewareHandler {
  const guard = createGuard<[any]>(captcha, options, {
    captchaResult: resultOfJson,
    userIp: undefined,
    // @hono/node-server keeps Node.js' request.
    request: ({ req, env }) => ({ headers: req.raw.headers, socket: env?.incoming?.socket }),
  });
  return async (c, next) => {
    // @hono/node-server aborts no signal for a client that was gone before.
    const isGone = c.env?.incoming?.socket?.destroyed === true;
    const exchange = {
      signal: isGone ? AbortSignal.abort() : c.req.raw.signal,
      keep: (captcha: CheckOutcome) => c.set('captcha', captcha),
      isAnswered: () => c.finalized,
    };
    const verdict = await guard(exchange, c);
    if (verdict === true) return next();
    // Nobody reads this answer, but without one Hono calls its error handler.
    if (!verdict) return c.finalized ? undefined : c.body(null, 400);
    c.header('Cache-Control', 'no-store');
    return c.json(verdict.body, verdict.httpStatus as 403);
  };
}

/**
 * The outcome that let this request in.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT if no requireCaptcha ran, or it let the request in
 *   without a pass
 *
 * @example
 * const { captchaOf } = require('tcaptcha-wasm/hono');
 * const handler = (c) => c.json({ score: captchaOf(c).score });
 */
export function captchaOf(c: { get(name: 'captcha'): unknown }): PassedOutcome {
  return passedOutcome(c.get('captcha'));
}

/** As other frameworks do: a body of another type has no `captchaResult`, nor has text that is no JSON. */
async function resultOfJson({ req }: Context): Promise<unknown> {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(req.header('Content-Type') ?? '')) return undefined;
  try {
    return own(await req.json(), 'captchaResult');
  } catch (error) {
    // What bodyLimit throws is for bodyLimit.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
