import type { CaptchaRet } from './fields.js';
import { field, isFilled, readRet } from './fields.js';

/** What the plugin reported. */
export interface VerifyEventResult {
  ret: CaptchaRet;
  /** Only with `ret` 0. Valid once and for five minutes. */
  ticket?: string;
}

/**
 * Reads a `verify` or `close` event of the `<t-captcha>` plugin component.
 *
 * Takes what native pages, uni-app and Taro pass on (`{detail}`), what mpvue does
 * (`{mp: {detail}}`), what wepy does (`{$wx: {detail}}`), and the detail itself. Never throws: an
 * event that cannot be read gives `{ret: 2}`, so that a page waiting for an answer goes back to
 * where the user can try again. Only the backend's check decides whether a ticket is good.
 *
 * @example
 * Page({
 *   handleVerify(event) {
 *     const captchaResult = readVerifyEvent(event);
 *     if (captchaResult.ret === 0) this.submit(captchaResult);
 *   },
 *   handleClose(event) {
 *     if (readVerifyEvent(event).ret === 2) this.setData({ status: 'closed' });
 *   }
 * });
 */
export function readVerifyEvent(event: unknown): VerifyEventResult {
  const detail = readDetail(event);
  const result: VerifyEventResult = { ret: readRet(detail) };
  const ticket = field(detail, 'ticket');
  if (result.ret === 0 && isFilled(ticket)) result.ticket = ticket;
  return result;
}

/**
 * The detail of an event, in the order in which the backend's `parseCaptchaResult` looks for it;
 * the event itself when it has none.
 */
export function readDetail(event: unknown): unknown {
  if (field(event, 'ret') !== undefined) return event;
  return (
    field(event, 'detail') ||
    field(field(event, 'mp'), 'detail') ||
    field(field(event, '$wx'), 'detail') ||
    event
  );
}
