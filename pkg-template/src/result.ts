import { readCaptchaResult as read, readShow, valueOf } from './captcha-result.js';
import { needCore } from './core/core.js';

/** The shape in which a captchaResult came: an event, the return to the app, or the bare object. */
export type CaptchaOrigin = 'plugin' | 'mini-program' | 'plain';

/** What became of a captcha, by the client's word alone: a ticket is still to be checked. */
export type CaptchaResult = { origin: CaptchaOrigin } & (
  | { status: 'solved'; ret: 0; ticket: string; randstr?: string }
  | {
      status: 'fallback';
      ret: 0;
      ticket: string;
      randstr?: string;
      errorCode: number;
      captchaAppId: string;
      issuedAtSeconds: number;
    }
  | { status: 'failed'; ret: 1 }
  | { status: 'closed'; ret: 2 }
);

/**
 * Reads what the client sent: `{ret, ticket, randstr}`, an event of the plugin (mpvue's too),
 * options of `App.onShow`, or JSON text of any of these.
 *
 * `fallback` is a disaster-recovery ticket, `trerror_…`: anybody can write one.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_RESULT, naming the field
 * @see https://cloud.tencent.com/document/product/1110/48499
 *
 * @example
 * const result = parseCaptchaResult({ detail: { ret: 0, ticket: 'tr03abc' } });
 * if (result.status === 'solved') await check(result.ticket);
 */
export function parseCaptchaResult(input: unknown): CaptchaResult {
  needCore();
  return read(input);
}

/**
 * Reads options of `App.onShow` or `wx.getEnterOptionsSync`; never throws.
 *
 * @returns `null` when this show is not a return from the captcha mini program
 *
 * @example
 * const result = readShowOptions({ scene: 1001 }); // null
 */
export function readShowOptions(options: unknown): CaptchaResult | null {
  needCore();
  try {
    return readShow(valueOf(options));
  } catch {
    return null;
  }
}
