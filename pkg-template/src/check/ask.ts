// Asking the vendor about one ticket: sign, send, interpret; once more where that is safe.

import { clockSeconds } from '../core/clock.js';
import { CaptchaError, isCaptchaError, isOf } from '../core/errors.js';
import { readKind } from '../core/options.js';
import { readProperty } from '../core/own.js';
import type { Credentials, TicketQuestion, Verifier } from '../core/wasm.js';
import type { SignedRequest } from '../transport/signed-request.js';
import type { CallProgress, OwnTransport } from '../transport/transport.js';
import { TransportError } from '../transport/transport.js';
import { causeOf } from './cause.js';
import type { Deadline } from './deadline.js';
import { Interrupted } from './deadline.js';
import type { VerifyOutcome } from './outcome.js';

/** Between this and twice this: long enough for another second's share, short beside the timeout. */
const RATE_LIMIT_PAUSE_MS = 100;
const CONNECT_PAUSE_MS = 20;

/** One question to the vendor. */
export interface Call {
  readonly deadline: Deadline;
  readonly question: TicketQuestion;
  readonly credentials: Credentials;
  /** Kept by the transport. */
  readonly progress: CallProgress;
  /** How many of the requests that were sent surely changed nothing at the vendor. */
  requestsWithoutEffect: number;
}

/** Whether the vendor may have used the ticket up. */
export function mayBeUsedUp({ progress, requestsWithoutEffect }: Call): boolean {
  return progress.requestsSent > requestsWithoutEffect;
}

/**
 * Asks the vendor.
 *
 * @throws Interrupted when the caller aborts or the time is over; CaptchaError for what only the
 *   caller can fix
 */
export async function ask(
  verifier: Verifier,
  transport: OwnTransport,
  call: Call,
): Promise<VerifyOutcome> {
  for (let isRetry = false; ; isRetry = true) {
    const { outcome, retryAfterMs } = await attempt(verifier, transport, call, isRetry);
    if (retryAfterMs === undefined) return outcome;
    call.requestsWithoutEffect = call.progress.requestsSent;
    if (isRetry || retryAfterMs >= call.deadline.remainingMs()) return outcome;
    await call.deadline.pause(retryAfterMs);
  }
}

interface Attempt {
  outcome: VerifyOutcome;
  /** Given if the request surely was not processed. */
  retryAfterMs?: number;
}

async function attempt(
  verifier: Verifier,
  transport: OwnTransport,
  { deadline, question, credentials, progress }: Call,
  freshConnection: boolean,
): Promise<Attempt> {
  // Signed anew for each attempt: the time is part of what is signed.
  const request = verifier.sign(question, credentials, clockSeconds()) as SignedRequest;
  let response: unknown;
  try {
    response = await deadline.within(() =>
      transport.send(
        {
          url: request.url,
          method: request.method,
          headers: request.headers,
          body: request.body,
          timeoutMs: deadline.remainingMs(),
          signal: deadline.signal(transport.takesPlainSignal === true),
          freshConnection,
        },
        progress,
      ),
    );
  } catch (thrown) {
    if (!isOf(Interrupted, thrown)) return failed(thrown, request);
    // Also if it got one at last: whoever keeps them all busy must not make it a timeout.
    if (!thrown.aborted && progress.waited) return { outcome: OVERLOADED };
    throw thrown;
  }
  return interpret(question, response);
}

function interpret(question: TicketQuestion, response: unknown): Attempt {
  let status: number;
  let body: string;
  try {
    status = readKind('number', readProperty(response, 'status'), 'status');
    body = readKind('foreign text?', readProperty(response, 'body'), 'body') ?? '';
  } catch {
    return {
      outcome: {
        status: 'unavailable',
        reason: 'service',
        message: 'the transport must resolve to {status, body}, and did not',
      },
    };
  }
  const { outcome, retryable } = question.interpret(status, body) as {
    outcome: VerifyOutcome;
    retryable: boolean;
  };
  return retryable ? { outcome, retryAfterMs: jittered(RATE_LIMIT_PAUSE_MS) } : { outcome };
}

const OVERLOADED: VerifyOutcome = {
  status: 'unavailable',
  reason: 'overloaded',
  message: 'other checks had all maxConnections connections, and timeoutMs was over',
};

function failed(error: unknown, request: SignedRequest): Attempt {
  // This bundle cannot load Node.js' modules: a mistake in building, not an outage.
  if (isCaptchaError(error, 'ERR_CAPTCHA_INIT_FAILED')) throw error;
  const own = isOf(TransportError, error) ? error : undefined;
  if (own?.kind === 'configuration') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', own.message);
  }
  const outcome: VerifyOutcome = {
    status: 'unavailable',
    reason: own?.kind === 'service' ? 'service' : 'network',
    message: own?.message ?? 'the transport failed',
    cause: causeOf(own ? (own.cause ?? own) : error, request),
  };
  return own?.retryable ? { outcome, retryAfterMs: jittered(CONNECT_PAUSE_MS) } : { outcome };
}

/** So that calls which failed together do not come back together. */
function jittered(milliseconds: number): number {
  return milliseconds * (1 + Math.random());
}
