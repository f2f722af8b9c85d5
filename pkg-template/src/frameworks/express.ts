/**
 * Middleware for Express 4 and 5, Connect, and Nest on Express.
 *
 * @module tcaptcha-wasm/express
 */

// @ts-ignore: without Express's types the callbacks are given `any`.
import type { Request, Response } from 'express';
import type { Captcha, CheckOutcome } from '../index.js';
import type { PassedOutcome, RequireCaptchaOptions } from './core.js';
import { createGuard, own, passedOutcome } from './core.js';
import { closedSignal } from './node.js';

export type { NotPassedOutcome, PassedOutcome, RequireCaptchaOptions } from './core.js';

declare global {
  namespace Express {
    interface Request {
      /** The outcome of the last `requireCaptcha` that this request met. */
      captcha?: CheckOutcome;
    }
  }
}

/** A handler, in Express's form and in Connect's. */
export type Handler = (request: object, response: object, next: (error?: unknown) => void) => void;

/**
 * Answers `{aidEncrypted}`. Anybody can ask for tokens: limit how many requests a client may make.
 *
 * @example
 * const express = require('express');
 * const { aidEncryptedHandler } = require('tcaptcha-wasm/express');
 * const { rateLimit } = require('express-rate-limit');
 * const app = express();
 * app.post('/api/aidEncrypted', rateLimit({ limit: 20 }), aidEncryptedHandler(captcha));
 */
export function aidEncryptedHandler(captcha: Pick<Captcha, 'issueAid'>): Handler {
  return (_request, response) => send(response, 200, { aidEncrypted: captcha.issueAid() });
}

/**
 * Lets a request on to the next handler after a pass alone, whatever its method. The body must have been
 * parsed before. Otherwise it answers `{status, reason}`: 403 for rejected, 503 for unavailable, 400 for
 * an address that cannot be read. A CaptchaError goes to the error handlers.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const express = require('express');
 * const { captchaOf, requireCaptcha } = require('tcaptcha-wasm/express');
 * const app = express();
 * app.post('/api/login', express.json(), requireCaptcha(captcha), (request, response) => {
 *   response.json({ requestId: captchaOf(request).requestId });
 * });
 */
export function requireCaptcha(
  captcha: Pick<Captcha, 'check'>,
  options: RequireCaptchaOptions<[request: Request, response: Response]> = {},
): Handler {
  const guard = createGuard<[any, any]>(captcha, options, {
    captchaResult: ({ body }) => own(body, 'captchaResult'),
    // Connect has no `ip`.
    userIp: ({ ip, socket }) => ip ?? socket.remoteAddress,
    request: (request) => request,
  });
  return (request: any, response: any, next) => {
    const exchange = {
      signal: closedSignal(response, request.socket),
      keep: (captcha: CheckOutcome) => void Object.assign(request, { captcha }),
      isAnswered: () => response.headersSent,
    };
    guard(exchange, request, response).then((verdict) => {
      if (verdict === true) next();
      else if (verdict) send(response, verdict.httpStatus, verdict.body);
    }, next);
  };
}

/**
 * The outcome that let this request in.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT if no requireCaptcha ran, or it let the request in
 *   without a pass
 *
 * @example
 * const { captchaOf } = require('tcaptcha-wasm/express');
 * const handler = (request, response) => response.json({ score: captchaOf(request).score });
 */
export function captchaOf(request: object): PassedOutcome {
  return passedOutcome(own(request, 'captcha'));
}

function send(response: any, httpStatus: number, body: object): void {
  response.statusCode = httpStatus;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(body));
}
