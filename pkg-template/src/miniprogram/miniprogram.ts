/**
 * The client's side of the captcha, for use inside a WeChat mini program.
 *
 * Plain ES5 with no wasm, no secrets and no dependencies: this file is shipped in the package's
 * `miniprogram` folder, which the developer tools' npm build copies as it is.
 *
 * Compiled by `build-miniprogram.mjs`, apart from the server's sources, because the mini program's
 * globals (`wx`, `console`, `require`, …) contradict those of Node.js.
 *
 * @module tcaptcha-wasm/miniprogram
 */
/// <reference types="miniprogram-api-typings" />

/** The AppID of Tencent's captcha mini program. */
const CAPTCHA_MINI_PROGRAM = 'wx5a3a7366fd07e119';

/** The scene of a mini program that another one has returned to. */
const SCENE_RETURNED = 1038;

/** A ticket is worth nothing after this; the vendor documents five minutes. */
const TICKET_LIFETIME_MS = 5 * 60 * 1000;

/** How many tickets an inbox remembers; a client repeats the last one or two at most. */
const REMEMBERED_TICKETS = 32;

/** `0` solved, `1` failed, `2` closed by the user, or nothing that can be read. */
export type CaptchaRet = 0 | 1 | 2;

/** What the plugin reported. */
export interface VerifyEventResult {
  ret: CaptchaRet;
  /** Only with `ret` 0. Valid once and for five minutes. */
  ticket?: string;
}

/** What the captcha mini program handed back. */
export interface MiniProgramResult extends VerifyEventResult {
  /** Only with `ret` 0. */
  randstr?: string;
}

/** Carries results from `App.onShow`, the only place that sees them, to a page. */
export interface CaptchaInbox {
  /**
   * Looks at the options of `App.onShow`; call it first thing there, on every show.
   *
   * @returns whether there is a new result to take: `false` when this show is no return from the
   * captcha mini program, or repeats a ticket that was captured before.
   */
  capture(showOptions: unknown): boolean;
  /**
   * Hands over the oldest result that nobody took yet, once; call it in `Page.onShow`.
   *
   * @returns `null` when there is none.
   */
  take(): MiniProgramResult | null;
}

interface PendingResult {
  result: MiniProgramResult;
  capturedAtMs: number;
}

/**
 * Reads a `verify` or `close` event of the `<t-captcha>` plugin component.
 *
 * Takes what native pages, uni-app and Taro pass on (`{detail}`) and what mpvue does
 * (`{mp: {detail}}`). Never throws: an event that cannot be read gives `{ret: 2}`, so that a page
 * waiting for an answer goes back to where the user can try again. Only the backend's check
 * decides whether a ticket is good.
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
  const detail = field(event, 'detail') || field(field(event, 'mp'), 'detail');
  const result: VerifyEventResult = { ret: readRet(detail) };
  const ticket = field(detail, 'ticket');
  if (result.ret === 0 && isFilled(ticket)) result.ticket = ticket;
  return result;
}

/**
 * Opens Tencent's captcha mini program; call it from a tap, as `wx.navigateToMiniProgram` demands.
 *
 * The result comes later, through `App.onShow`: see {@link createCaptchaInbox}.
 *
 * @param captchaAppId the CaptchaAppId of the captcha console, in decimal digits
 * @returns resolves when the user has agreed to leave; rejects with an `Error` whose message is
 * WeChat's `errMsg` when they cancelled, or when the jump failed.
 *
 * @example
 * Page({
 *   login() {
 *     openCaptchaMiniProgram('123456789').catch((error) => console.warn(error.message));
 *   }
 * });
 */
export function openCaptchaMiniProgram(captchaAppId: string | number): Promise<void> {
  return new Promise(function (resolve, reject) {
    const appId = String(captchaAppId);
    if (!/^[0-9]+$/.test(appId)) {
      reject(new Error('captchaAppId must be the decimal CaptchaAppId of the captcha console'));
      return;
    }
    wx.navigateToMiniProgram({
      appId: CAPTCHA_MINI_PROGRAM,
      path: '/pages/captcha/index',
      extraData: { appId: appId },
      success: function () {
        resolve();
      },
      fail: function (failure) {
        const message = field(failure, 'errMsg');
        reject(new Error(isFilled(message) ? message : 'navigateToMiniProgram:fail'));
      },
    });
  });
}

/**
 * Makes the inbox that carries results from `App.onShow` to the page that asked for them.
 *
 * A ticket is captured once, however often the client repeats its show options, and taken once,
 * by one page. A return without a result is `{ret: 2}`; it never displaces a ticket. What nobody
 * took within the ticket's five minutes is dropped. Memory is bounded.
 *
 * @example
 * // app.js
 * App({
 *   captchaInbox: createCaptchaInbox(),
 *   onShow(options) { this.captchaInbox.capture(options); }
 * });
 * // page.js
 * Page({
 *   onShow() {
 *     const captchaResult = getApp().captchaInbox.take();
 *     if (captchaResult && captchaResult.ret === 0) this.submit(captchaResult);
 *   }
 * });
 */
export function createCaptchaInbox(): CaptchaInbox {
  /** The tickets captured last, so that a repeated show is recognised. */
  const seenTickets: string[] = [];
  /** Solved results, oldest first; or else one result without a ticket. */
  let pending: PendingResult[] = [];

  return {
    capture: function (showOptions) {
      if (!isReturnFromCaptcha(showOptions)) return false;
      const result = readExtraData(field(field(showOptions, 'referrerInfo'), 'extraData'));
      const ticketWaits = pending.some(function (waiting) {
        return waiting.result.ticket !== undefined;
      });

      if (result.ticket !== undefined) {
        if (seenTickets.indexOf(result.ticket) >= 0) return false;
        if (seenTickets.push(result.ticket) > REMEMBERED_TICKETS) seenTickets.shift();
        if (pending.length === REMEMBERED_TICKETS) pending.shift();
      } else if (ticketWaits) {
        return false;
      }
      // a newer result takes the place of one without a ticket
      if (!ticketWaits) pending = [];
      pending.push({ result: result, capturedAtMs: Date.now() });
      return true;
    },

    take: function () {
      for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
        if (Date.now() - next.capturedAtMs < TICKET_LIFETIME_MS) return next.result;
      }
      return null;
    },
  };
}

function isReturnFromCaptcha(showOptions: unknown): boolean {
  return (
    field(showOptions, 'scene') === SCENE_RETURNED &&
    // referrerInfo is missing in some client versions
    field(field(showOptions, 'referrerInfo'), 'appId') === CAPTCHA_MINI_PROGRAM
  );
}

/** `ret` 0 is reported with a ticket only: without one there is nothing that a page could send. */
function readExtraData(extraData: unknown): MiniProgramResult {
  const ret = readRet(extraData);
  if (ret !== 0) return { ret: ret };
  const ticket = field(extraData, 'ticket');
  if (!isFilled(ticket)) return { ret: 2 };
  const result: MiniProgramResult = { ret: 0, ticket: ticket };
  const randstr = field(extraData, 'randstr');
  if (isFilled(randstr)) result.randstr = randstr;
  return result;
}

function readRet(source: unknown): CaptchaRet {
  const ret = field(source, 'ret');
  return ret === 0 || ret === 1 ? ret : 2;
}

/** A property of something unknown; `undefined` where there is none, or reading it throws. */
function field(source: unknown, name: string): unknown {
  try {
    return (source as Record<string, unknown>)[name];
  } catch (_) {
    return undefined;
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
