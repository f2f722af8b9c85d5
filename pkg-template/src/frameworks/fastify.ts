/**
 * A route handler and a `preHandler` hook for Fastify.
 *
 * @module tcaptcha-wasm/fastify
 */

// @ts-ignore: without Fastify the callbacks are given `any`.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Captcha, CheckOutcome } from '../index.js';
import type { PassedOutcome, RequireCaptchaOptions } from './core.js';
import { createGuard, own, passedOutcome } from './core.js';
import { closedSignal } from './node.js';

export type { NotPassedOutcome, PassedOutcome, RequireCaptchaOptions } from './core.js';

// @ts-ignore: without Fastify there is nothing to add to.
declare module 'fastify' {
  interface FastifyRequest {
    /** The outcome of the last `requireCaptcha` that this request met. */
    captcha?: CheckOutcome;
  }
}

/** A route handler; takes the requests of every kind of server, http2 too. */
export type Handler = (request: object, reply: object) => Promise<{ aidEncrypted: string }>;

/** A `preHandler` hook; takes the requests of every kind of server, http2 too. */
export type PreHandler = (request: object, reply: object, done: (error?: Error) => void) => void;

/**
 * Answers `{aidEncrypted}`. Anybody can ask for tokens: limit how many requests a client may make.
 *
 * @example
 * const fastify = require('fastify')();
 * const { aidEncryptedHandler } = require('tcaptcha-wasm/fastify');
 * fastify.post('/api/aidEncrypted', aidEncryptedHandler(captcha));
 */
export function aidEncryptedHandler(captcha: Pick<Captcha, 'issueAid'>): Handler {
  return async (_request, reply: any) => {
    reply.header('Cache-Control', 'no-store');
    return { aidEncrypted: captcha.issueAid() };
  };
}

/**
 * A `preHandler` that lets a request on to the handler after a pass alone, whatever its method. Otherwise
 * it answers `{status, reason}`: 403 for rejected, 503 for unavailable, 400 for an address that cannot be
 * read. A CaptchaError goes to the error handler.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const fastify = require('fastify')();
 * const { captchaOf, requireCaptcha } = require('tcaptcha-wasm/fastify');
 * fastify.post('/api/login', { preHandler: requireCaptcha(captcha) }, async (request) => {
 *   return { requestId: captchaOf(request).requestId };
 * });
 */
export function requireCaptcha(
  captcha: Pick<Captcha, 'check'>,
  options: RequireCaptchaOptions<[request: FastifyRequest, reply: FastifyReply]> = {},
): PreHandler {
  const guard = createGuard<[any, any]>(captcha, options, {
    captchaResult: ({ body }) => own(body, 'captchaResult'),
    userIp: ({ ip }) => ip,
    request: ({ raw }) => raw,
  });
  // With a callback: after a promise Fastify would go on, even if the client is gone.
  return (request: any, reply: any, done) => {
    const exchange = {
      signal: closedSignal(reply.raw, request.raw.socket),
      keep(captcha: CheckOutcome) {
        request.captcha = captcha;
      },
      isAnswered: () => reply.sent,
    };
    guard(exchange, request, reply).then((verdict) => {
      if (verdict === true) done();
      else if (verdict) {
        reply.code(verdict.httpStatus).header('Cache-Control', 'no-store').send(verdict.body);
      }
    }, done);
  };
}

/**
 * The outcome that let this request in.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT if no requireCaptcha ran, or it let the request in
 *   without a pass
 *
 * @example
 * const { captchaOf } = require('tcaptcha-wasm/fastify');
 * const handler = async (request) => ({ score: captchaOf(request).score });
 */
export function captchaOf(request: object): PassedOutcome {
  return passedOutcome(own(request, 'captcha'));
}
