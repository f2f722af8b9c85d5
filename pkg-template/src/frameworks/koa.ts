/**
 * Middleware for Koa.
 *
 * @module tcaptcha-wasm/koa
 */

// @ts-ignore: without Koa's types the callbacks are given `any`.
import type { Context, Middleware } from 'koa';
import type { Captcha, CheckOutcome } from '../index.js';
import type { PassedOutcome, RequireCaptchaOptions } from './core.js';
import { createGuard, own, passedOutcome } from './core.js';
import { closedSignal } from './node.js';

export type { NotPassedOutcome, PassedOutcome, RequireCaptchaOptions } from './core.js';

// @ts-ignore: without Koa's types there is nothing to add to.
declare module 'koa' {
  interface DefaultState {
    /** The outcome of the last `requireCaptcha` that this request met. */
    captcha?: CheckOutcome;
  }
}

/**
 * Answers `{aidEncrypted}`. Anybody can ask for tokens: limit how many requests a client may make.
 *
 * @example
 * const Koa = require('koa');
 * const { aidEncryptedHandler } = require('tcaptcha-wasm/koa');
 * const app = new Koa();
 * const handler = aidEncryptedHandler(captcha);
 * app.use((ctx, next) => (ctx.path === '/api/aidEncrypted' ? handler(ctx, next) : next()));
 */
export function aidEncryptedHandler(captcha: Pick<Captcha, 'issueAid'>): Middleware<any, any> {
  return (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { aidEncrypted: captcha.issueAid() };
  };
}

/**
 * Lets a request on to the next middleware after a pass alone, whatever its method. The body must have been
 * parsed before. Otherwise it answers `{status, reason}`: 403 for rejected, 503 for unavailable, 400 for an
 * address that cannot be read. A CaptchaError is thrown.
 *
 * Behind proxies set `app.proxy` and `app.maxIpsCount`, or `userIp`: by `app.proxy` alone Koa takes the
 * first entry of `X-Forwarded-For`, which anybody can write.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const Koa = require('koa');
 * const { captchaOf, requireCaptcha } = require('tcaptcha-wasm/koa');
 * const app = new Koa();
 * // After a body parser:
 * app.use(requireCaptcha(captcha));
 * app.use((ctx) => {
 *   ctx.body = { requestId: captchaOf(ctx).requestId };
 * });
 */
export function requireCaptcha(
  captcha: Pick<Captcha, 'check'>,
  options: RequireCaptchaOptions<[ctx: Context]> = {},
): Middleware<any, any> {
  const guard = createGuard<[any]>(captcha, options, {
    captchaResult: (ctx) => own(ctx.request.body, 'captchaResult'),
    userIp: (ctx) => ctx.ip,
    request: (ctx) => ctx.req,
  });
  return async (ctx, next) => {
    const { body, status } = ctx;
    const verdict = await guard(
      {
        signal: closedSignal(ctx.res, ctx.req.socket),
        keep(captcha) {
          ctx.state.captcha = captcha;
        },
        isAnswered: () =>
          ctx.headerSent || ctx.respond === false || ctx.body !== body || ctx.status !== status,
      },
      ctx,
    );
    if (verdict === true) return next();
    if (!verdict) return;
    ctx.set('Cache-Control', 'no-store');
    ctx.status = verdict.httpStatus;
    ctx.body = verdict.body;
  };
}

/**
 * The outcome that let this request in.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT if no requireCaptcha ran, or it let the request in
 *   without a pass
 *
 * @example
 * const { captchaOf } = require('tcaptcha-wasm/koa');
 * const middleware = (ctx) => {
 *   ctx.body = { score: captchaOf(ctx).score };
 * };
 */
export function captchaOf(ctx: { readonly state: object }): PassedOutcome {
  return passedOutcome(own(ctx.state, 'captcha'));
}
