// One event for each check, for logs and metrics.

import type { CaptchaErrorCode } from '../core/errors.js';
import { isCaptchaError } from '../core/errors.js';
import { monotonicMs } from '../core/monotonic.js';
import type { CaptchaOrigin } from '../result.js';
import type { VerifyAction } from '../transport/signed-request.js';
import type { CallProgress } from '../transport/transport.js';
import { causeOf } from './cause.js';
import { checkChannel } from './channel.js';
import type { RejectReason, UnavailableReason, VerifyOutcome } from './outcome.js';

/**
 * What happened in one check. Carries no ticket, no address and no secret, and is frozen.
 *
 * The same object goes to `onCheck` and to the diagnostics channel `tcaptcha-wasm:check`.
 */
export type CheckEvent = {
  /** Requests sent to the vendor. */
  attempts: number;
  durationMs: number;
  /** Absent when what the client sent could not be read. */
  origin?: CaptchaOrigin;
  /** Absent when the vendor need not be asked. */
  action?: VerifyAction;
  captchaCode?: number;
  requestId?: string;
} & (
  | { status: 'passed' }
  | { status: 'rejected'; reason: RejectReason }
  | { status: 'unavailable'; reason: UnavailableReason }
  /** The check rejected with this CaptchaError. */
  | { status: 'error'; code: CaptchaErrorCode }
  /** The check rejected with the signal's reason. */
  | { status: 'aborted' }
);

/** The part of an event that a check fills in while it runs. */
export interface Observed {
  readonly progress: CallProgress;
  origin?: CaptchaOrigin;
  action?: VerifyAction;
  /** That it rejects with the signal's reason, which may be any value: a CaptchaError as well. */
  isAborted?: boolean;
}

/** Runs a check and reports how it ended. */
export type Observe = (
  check: (observed: Observed) => Promise<VerifyOutcome>,
) => Promise<VerifyOutcome>;

/** Reports to `onCheck` and to the diagnostics channel. */
export function createObserver(onCheck: ((event: never) => unknown) | undefined): Observe {
  const listener = onCheck as ((event: CheckEvent) => unknown) | undefined;
  let hasWarned = false;
  const warn = (error: unknown) => {
    if (!hasWarned) warnOf(error);
    hasWarned = true;
  };

  function report(observed: Observed, startedMs: number, end: EventEnd): void {
    const channel = checkChannel();
    if (listener === undefined && channel === undefined) return;
    const event = Object.freeze(eventOf(observed, monotonicMs() - startedMs, end));
    try {
      const answer = listener?.(event);
      // A listener may be async: its rejection must not become an unhandled one.
      if (answer !== undefined) Promise.resolve(answer).then(undefined, warn);
    } catch (error) {
      warn(error);
    }
    channel?.publish(event);
  }

  return async (check) => {
    const startedMs = monotonicMs();
    const observed: Observed = { progress: { waited: false, requestsSent: 0 } };
    let outcome: VerifyOutcome;
    try {
      outcome = await check(observed);
    } catch (thrown) {
      report(
        observed,
        startedMs,
        isCaptchaError(thrown) && !observed.isAborted
          ? { status: 'error', code: thrown.code }
          : { status: 'aborted' },
      );
      throw thrown;
    }
    report(observed, startedMs, outcome);
    return outcome;
  };
}

/** The end of a check: its outcome, or the error that it rejected with. */
type EventEnd = VerifyOutcome | { status: 'error'; code: CaptchaErrorCode } | { status: 'aborted' };

function eventOf(observed: Observed, durationMs: number, end: EventEnd): CheckEvent {
  // Without a prototype, so that absent fields are not found on Object.prototype.
  const event = Object.create(null) as { [name: string]: unknown };
  event.status = end.status;
  for (const name of ['reason', 'code', 'captchaCode', 'requestId']) {
    if (Object.prototype.hasOwnProperty.call(end, name)) event[name] = end[name as keyof EventEnd];
  }
  event.attempts = observed.progress.requestsSent;
  // To the microsecond: more digits mean nothing.
  event.durationMs = Math.round(durationMs * 1000) / 1000;
  if (observed.origin !== undefined) event.origin = observed.origin;
  if (observed.action !== undefined) event.action = observed.action;
  return event as unknown as CheckEvent;
}

function warnOf(error: unknown): void {
  const message = `onCheck failed, which changes no outcome: ${causeOf(error).message}`;
  if (typeof process === 'object' && typeof process.emitWarning === 'function') {
    process.emitWarning(message, 'CaptchaWarning');
  } else {
    console.warn(message);
  }
}
