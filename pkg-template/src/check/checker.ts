// One application's checks, from a captchaResult to an outcome: the part that createCaptcha and
// createVerifier share.

import { CaptchaError, isCaptchaError, isOf } from '../core/errors.js';
import type { Read } from '../core/options.js';
import { ownProperty } from '../core/own.js';
import { captchaResultJson } from '../core/plain-data.js';
import type { Credentials as CheckedCredentials, TicketQuestion, Verifier } from '../core/wasm.js';
import { wasm } from '../core/wasm.js';
import type { CaptchaOrigin, CaptchaResult } from '../result.js';
import type { ReplayStore } from '../stores/store.js';
import { defaultTransport } from '../transport/default.js';
import type { VerifyAction } from '../transport/signed-request.js';
import type { AbortSignalLike, OwnTransport, Transport } from '../transport/transport.js';
import type { Call } from './ask.js';
import { ask, mayBeUsedUp } from './ask.js';
import { claim, release } from './claim.js';
import type { Credentials } from './credentials.js';
import { credentialsReader } from './credentials.js';
import { createDeadline, Interrupted, throwIfAborted } from './deadline.js';
import type { Observed } from './events.js';
import { createObserver } from './events.js';
import type { VerifyOutcome } from './outcome.js';
import { withHelpLink } from './outcome.js';

/** The kinds of the options that concern the ticket check. */
export const checkShape = {
  captchaAppId: 'digits',
  appSecretKey: 'key',
  credentials: 'any?',
  endpoint: 'text?',
  timeoutMs: 'number?',
  maxConnections: 'number?',
  transport: 'function?',
  businessId: 'number?',
  sceneId: 'number?',
  onCheck: 'function?',
} as const;

/** Options of a checker, their kinds looked at. */
export type CheckOptions = Read<typeof checkShape>;

const DEFAULT_TIMEOUT_MS = 2500;
const MAX_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_CONNECTIONS = 64;
/** As many ports as an address has. */
const MAX_MAX_CONNECTIONS = 65_535;

/** Input of one check. */
export interface CheckInput {
  readonly captchaResult: unknown;
  readonly userIp: string;
  readonly signal: AbortSignalLike | undefined;
}

/** Checks tickets of one application, and holds its secrets in wasm memory only. */
export interface Checker {
  /** Gives an outcome for whatever the client sent; rejects for misuse and aborts. */
  check(readInput: () => CheckInput): Promise<VerifyOutcome>;
  /** Takes no more calls; wipes secrets and closes connections when those in flight have ended. */
  dispose(): void;
}

/** One application's secrets, and how to get them. */
interface Secrets {
  readonly verifier: Verifier;
  readonly readCredentials: () => Credentials | Promise<Credentials>;
}

/** What the core says of a ticket before the vendor is asked. */
interface QuestionSummary {
  readonly origin: CaptchaOrigin;
  readonly status: CaptchaResult['status'];
  readonly action: VerifyAction;
}

/** Outcomes for which the vendor is not asked. */
const WITHOUT_A_CALL = {
  failed: { reason: 'failed', message: 'the user failed the captcha' },
  closed: { reason: 'closed', message: 'the user closed the captcha' },
  fallback: {
    reason: 'fallback_ticket',
    message: 'a disaster-recovery ticket proves nothing: anybody can write one',
  },
} as const;

/** Creates a checker. Without a store a ticket can be checked more than once. */
export function createChecker(options: CheckOptions, store: ReplayStore | undefined): Checker {
  const timeoutMs = readTimeout(options.timeoutMs);
  const transport = createTransport(options);
  const readCredentials = credentialsReader(options.credentials);
  const observe = createObserver(options.onCheck);
  const { TicketQuestion, Verifier } = wasm();
  const { captchaAppId, appSecretKey, businessId, sceneId, endpoint } = options;
  const verifier = new Verifier(captchaAppId, appSecretKey, businessId, sceneId, endpoint);

  // `undefined` after `dispose` and the end of the last call.
  let secrets: Secrets | undefined = { verifier, readCredentials };
  let isDisposed = false;
  let inFlight = 0;
  const endIfIdle = () => {
    if (!isDisposed || inFlight > 0) return;
    secrets?.verifier.free();
    secrets = undefined;
    transport.dispose();
  };

  async function check(readInput: () => CheckInput, observed: Observed): Promise<VerifyOutcome> {
    const { captchaResult, userIp, signal } = readInput();
    if (isDisposed || secrets === undefined) {
      throw new CaptchaError('ERR_CAPTCHA_DISPOSED', 'the captcha or verifier was disposed');
    }
    try {
      throwIfAborted(signal);
    } catch (reason) {
      observed.isAborted = true;
      throw reason;
    }
    const question = readQuestion(captchaResult, userIp);
    if (!(question instanceof TicketQuestion)) return question;

    inFlight += 1;
    try {
      const { origin, status, action } = question.summary as QuestionSummary;
      observed.origin = origin;
      if (status !== 'solved') return { status: 'rejected', ...WITHOUT_A_CALL[status] };
      observed.action = action;
      return await checkTicket(secrets, question, signal, observed);
    } finally {
      question.free();
      inFlight -= 1;
      endIfIdle();
    }
  }

  async function checkTicket(
    { verifier, readCredentials }: Secrets,
    question: TicketQuestion,
    signal: AbortSignalLike | undefined,
    observed: Observed,
  ): Promise<VerifyOutcome> {
    const { progress } = observed;
    const deadline = createDeadline(timeoutMs, signal);
    let credentials: CheckedCredentials | undefined;
    try {
      // Before the claim: a ticket is not used up when there are no credentials.
      credentials = checkedCredentials(await deadline.within(readCredentials));
      const call = { deadline, question, credentials, progress, requestsWithoutEffect: 0 };
      if (store === undefined) return await ask(verifier, transport, call);
      const key = verifier.claimKey(question);
      const refused = await claim(store, key, deadline);
      return refused ?? (await askWithClaim(verifier, store, key, call));
    } catch (thrown) {
      if (!isOf(Interrupted, thrown)) throw thrown;
      if (thrown.aborted) {
        observed.isAborted = true;
        throw thrown.reason;
      }
      return TIMEOUT;
    } finally {
      credentials?.free();
      deadline.end();
    }
  }

  async function askWithClaim(
    verifier: Verifier,
    store: ReplayStore,
    key: string,
    call: Call,
  ): Promise<VerifyOutcome> {
    const giveBack = () => release(store, key, call.deadline.remainingMs());
    try {
      const outcome = await ask(verifier, transport, call);
      if (outcome.status === 'unavailable') await giveBack();
      return outcome;
    } catch (thrown) {
      const isAborted = isOf(Interrupted, thrown) && thrown.aborted;
      if (!isAborted) await giveBack();
      // An abort rejects at once.
      else if (!mayBeUsedUp(call)) giveBack();
      throw thrown;
    }
  }

  return {
    check: (readInput) =>
      observe(async (observed) => withHelpLink(await check(readInput, observed))),
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      endIfIdle();
    },
  };
}

const TIMEOUT: VerifyOutcome = {
  status: 'unavailable',
  reason: 'timeout',
  message: 'no response from the service within timeoutMs',
};

/** The ticket that a client sent, or the outcome if what it sent cannot be read. */
function readQuestion(captchaResult: unknown, userIp: string): TicketQuestion | VerifyOutcome {
  const { TicketQuestion, normalizeUserIp } = wasm();
  try {
    return TicketQuestion.fromCaptchaResult(captchaResultJson(captchaResult), userIp);
  } catch (error) {
    if (!isCaptchaError(error, 'ERR_CAPTCHA_INVALID_RESULT')) throw error;
    // A mistake of the caller is thrown, whatever the client sent.
    normalizeUserIp(userIp);
    return { status: 'rejected', reason: 'malformed', message: error.message };
  }
}

/** Copies credentials to wasm memory; ERR_CAPTCHA_CREDENTIALS. */
export function checkedCredentials(credentials: Credentials): CheckedCredentials {
  const { Credentials } = wasm();
  const token = ownProperty(credentials, 'token') as string | undefined;
  return new Credentials(credentials.secretId, credentials.secretKey, token);
}

function createTransport({ transport, maxConnections }: CheckOptions): OwnTransport {
  const limits = { maxConnections: readMaxConnections(maxConnections) };
  if (transport === undefined) return defaultTransport(limits);
  return {
    send(request, progress) {
      progress.requestsSent += 1;
      return (transport as Transport)(request);
    },
    // It is the caller's, and may serve others too.
    dispose() {},
  };
}

function readTimeout(value: number | undefined): number {
  const timeoutMs = value ?? DEFAULT_TIMEOUT_MS;
  if (timeoutMs >= 1 && timeoutMs <= MAX_TIMEOUT_MS) return timeoutMs;
  throw new CaptchaError(
    'ERR_CAPTCHA_INVALID_ARGUMENT',
    `timeoutMs must be from 1 to ${MAX_TIMEOUT_MS}, got ${timeoutMs}`,
  );
}

function readMaxConnections(value: number | undefined): number {
  const maxConnections = value ?? DEFAULT_MAX_CONNECTIONS;
  const isInRange = maxConnections >= 1 && maxConnections <= MAX_MAX_CONNECTIONS;
  if (isInRange && Number.isInteger(maxConnections)) return maxConnections;
  throw new CaptchaError(
    'ERR_CAPTCHA_INVALID_ARGUMENT',
    `maxConnections must be a whole number from 1 to ${MAX_MAX_CONNECTIONS}, got ${maxConnections}`,
  );
}
