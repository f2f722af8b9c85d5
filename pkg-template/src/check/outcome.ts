// What a ticket check can come to, and the help that its messages end with.

import { withHelp } from '../core/help.js';

/** Why a ticket must not let anybody in. */
export type RejectReason =
  | 'closed'
  | 'failed'
  | 'malformed'
  | 'fallback_ticket'
  | 'replayed'
  | 'expired'
  | 'mismatch'
  | 'invalid_ticket'
  | 'risk'
  | 'malicious'
  | 'refused';

/** Why a ticket could not be checked. */
export type UnavailableReason =
  'timeout' | 'network' | 'service' | 'rate_limited' | 'quota' | 'store' | 'overloaded';

/** The result of a ticket check. Only `passed` passes. */
export type VerifyOutcome =
  | {
      status: 'passed';
      ticket: string;
      requestId: string;
      /** Invisible mode: 0 for a request without malice. */
      evilLevel?: number;
      /** 0 to 100. */
      score?: number;
      reason?: undefined;
      message?: undefined;
      captchaCode?: undefined;
      cause?: undefined;
    }
  | {
      status: 'rejected';
      reason: RejectReason;
      message: string;
      captchaCode?: number;
      requestId?: string;
      cause?: undefined;
    }
  | {
      status: 'unavailable';
      reason: UnavailableReason;
      message: string;
      captchaCode?: number;
      /** A copy of the error behind it: name, message and code. */
      cause?: unknown;
      requestId?: string;
    };

/** An outcome whose message ends with where to read about its reason. */
export function withHelpLink(outcome: VerifyOutcome): VerifyOutcome {
  if (outcome.status === 'passed') return outcome;
  return { ...outcome, message: withHelp(outcome.message, outcome.reason) };
}
