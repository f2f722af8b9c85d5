import type { VerifyEventResult } from './event.js';
import { field, isFilled, readRet } from './fields.js';
import { CAPTCHA_MINI_PROGRAM } from './open.js';
import { createTicketMemory, REMEMBERED_TICKETS, TICKET_LIFETIME_MS } from './tickets.js';

/** The scene of a mini program that another one has returned to. */
const SCENE_RETURNED = 1038;

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
  /** So that a repeated show is recognised. */
  const isNewTicket = createTicketMemory();
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
        if (!isNewTicket(result.ticket)) return false;
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
