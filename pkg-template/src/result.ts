import { captchaResultJson } from './core/plain-data.js';
import { wasm } from './core/wasm.js';

/** The shape in which a captchaResult came: an event, the return to the app, or the bare object. */
export type CaptchaOrigin = 'plugin' | 'mini-program' | 'plain';

/** How a captcha ended, as the client says. Its ticket must still be checked. */
export type CaptchaResult = { origin: CaptchaOrigin } & (
  | { status: 'solved'; ret: 0; ticket: string; randstr?: string }
  | {
      status: 'fallback';
      ret: 0;
      ticket: string;
      randstr?: string;
      /** What the ticket claims, as far as it can be read: anybody can write one. */
      errorCode?: number;
      captchaAppId?: string;
      issuedAtSeconds?: number;
    }
  | { status: 'failed'; ret: 1 }
  | { status: 'closed'; ret: 2 }
);

/**
 * Reads what the client sent: `{ret, ticket, randstr}`, an event of the plugin (`{detail}`, also as
 * mpvue and wepy wrap it), options of `App.onShow`, or JSON text of any of these.
 *
 * `fallback` is a disaster-recovery ticket, which starts with `trerror_` or `terror_`.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_RESULT, naming the field
 * @see https://cloud.tencent.com/document/product/1110/48499
 *
 * @example
 * const result = parseCaptchaResult({ detail: { ret: 0, ticket: 'tr03abc' } });
 * if (result.status === 'solved') await check(result.ticket);
 */
export function parseCaptchaResult(input: unknown): CaptchaResult {
  const { parseCaptchaResult: parse } = wasm();
  return parse(captchaResultJson(input)) as CaptchaResult;
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
  const { readShowOptions: read } = wasm();
  let json: string;
  try {
    json = captchaResultJson(options);
  } catch {
    return null;
  }
  return (read(json) as CaptchaResult | undefined) ?? null;
}
