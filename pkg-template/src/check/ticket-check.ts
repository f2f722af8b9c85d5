// What createVerifier and createCaptcha share: one application's way of asking the vendor.

import { causeOf } from './cause.js';
import { type Credentials, credentialsReader } from './credentials.js';
import { type Deadline, Interrupted } from './deadline.js';
import { CaptchaError, fromCore, isOf } from '../core/errors.js';
import { ownProperty } from '../core/foreign.js';
import { takeError, TicketCheck } from '../core/glue.js';
import { fromLines, toLines } from '../core/lines.js';
import { clockSeconds, optionalNumber, writeAppId, writeKey } from '../core/options.js';
import { core } from '../core/core.js';
import { defaultTransport } from '../transport/default.js';
import {
  type AbortSignalLike,
  type OwnTransport,
  type Transport,
  TransportError,
  type TransportResponse,
} from '../transport/transport.js';
import { interpret, type SignedRequest, type VerifyOutcome } from './verifier.js';

/** The options' names that concern the ticket check. */
export const checkNames = [
  'captchaAppId',
  'appSecretKey',
  'credentials',
  'endpoint',
  'timeoutMs',
  'transport',
  'businessId',
  'sceneId',
] as const;

/** Values of these options, read but not looked at. */
export type ReadCheck = { [name in (typeof checkNames)[number]]?: unknown };

/** A ticket and what the vendor wants to know besides. */
export interface TicketInput {
  ticket: string;
  randstr: string | undefined;
  userIp: string;
}

const DEFAULT_TIMEOUT_MS = 2500;
const MAX_TIMEOUT_MS = 60_000;
/** Between this and twice this: long enough for another second's share, short beside the timeout. */
const RATE_LIMIT_PAUSE_MS = 100;
const CONNECT_PAUSE_MS = 20;

/** Asks the vendor about tickets of one application. Holds its secrets in the core only. */
export interface TicketChecker {
  readonly timeoutMs: number;
  /** Throws after `dispose`. */
  checkAlive(): void;
  /** The credentials of now. */
  credentials(): Credentials | Promise<Credentials>;
  /** The replay store's name of a ticket. */
  claimKey(ticket: string): string;
  /** Signs, sends, interprets; once more where that is safe. Rejects when the caller aborts. */
  ask(deadline: Deadline, credentials: Credentials, input: TicketInput): Promise<VerifyOutcome>;
  dispose(): void;
}

export function createTicketChecker(options: ReadCheck): TicketChecker {
  const timeoutMs = readTimeout(options.timeoutMs);
  const transport = readTransport(options.transport);
  let readCredentials = credentialsReader(options.credentials);
  let kept: TicketCheck | undefined = createCore(options);

  const alive = () => {
    if (kept === undefined) {
      throw new CaptchaError('ERR_CAPTCHA_DISPOSED', 'the captcha or verifier was disposed');
    }
    return kept;
  };
  const sign = (credentials: Credentials, input: TicketInput) =>
    signWith(alive(), credentials, input, clockSeconds());

  return {
    timeoutMs,
    checkAlive: alive,
    credentials: () => readCredentials(),
    claimKey(ticket) {
      return fromLines(alive().ask(toLines([ticket]), 0))[0] as string;
    },
    async ask(deadline, credentials, input) {
      // Signed anew for each attempt: the time is part of what is signed.
      const attempt = (freshConnection: boolean) =>
        send(transport, deadline, sign(credentials, input), input.ticket, freshConnection);
      const first = await attempt(false);
      if (first.retryAfterMs === undefined || first.retryAfterMs >= deadline.remainingMs) {
        return first.outcome;
      }
      try {
        await deadline.pause(first.retryAfterMs);
      } catch (thrown) {
        return interruptedOutcome(thrown);
      }
      return (await attempt(true)).outcome;
    },
    dispose() {
      kept?.free();
      kept = undefined;
      // The caller's strings, which are not for this to wipe, but not to keep either.
      readCredentials = () => alive() as never;
      transport.dispose();
    },
  };
}

interface Attempt {
  outcome: VerifyOutcome;
  /** Given if the request surely was not processed. */
  retryAfterMs?: number;
}

async function send(
  transport: OwnTransport,
  deadline: Deadline,
  request: SignedRequest,
  ticket: string,
  freshConnection: boolean,
): Promise<Attempt> {
  let response: TransportResponse;
  try {
    response = await deadline.within(() =>
      transport.send({
        ...request,
        timeoutMs: deadline.remainingMs,
        signal: deadline.signal(transport.takesPlainSignal === true),
        freshConnection,
      }),
    );
  } catch (thrown) {
    if (isOf(Interrupted, thrown)) return { outcome: interruptedOutcome(thrown) };
    return failed(thrown, request);
  }
  const action = request.headers['X-TC-Action'] as string;
  const { outcome, retryable } = interpret(response, action, ticket);
  return retryable ? { outcome, retryAfterMs: jittered(RATE_LIMIT_PAUSE_MS) } : { outcome };
}

/** What a call comes to that was not waited for to its end; an abort is thrown on. */
export function interruptedOutcome(thrown: unknown): VerifyOutcome {
  if (!(thrown instanceof Interrupted)) throw thrown;
  if (thrown.aborted) throw thrown.reason;
  return {
    status: 'unavailable',
    reason: 'timeout',
    message: 'no answer from the service within timeoutMs',
  };
}

function failed(error: unknown, request: SignedRequest): Attempt {
  const own = isOf(TransportError, error) ? error : undefined;
  const outcome: VerifyOutcome = {
    status: 'unavailable',
    reason: own?.kind ?? 'network',
    message: own?.message ?? 'the transport failed',
    cause: causeOf(own ? (own.cause ?? own) : error, request),
  };
  return own?.retryable ? { outcome, retryAfterMs: jittered(CONNECT_PAUSE_MS) } : { outcome };
}

/** So that what failed together does not come back together. */
function jittered(milliseconds: number): number {
  return milliseconds * (1 + Math.random());
}

/** The core's handle; AppId, key, ids and endpoint are checked there. */
export function createCore(options: ReadCheck): TicketCheck {
  const { endpoint } = options;
  if (endpoint !== undefined && typeof endpoint !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'endpoint takes a string');
  }
  const to = core();
  const kept = TicketCheck.create(
    writeAppId(to, options.captchaAppId),
    writeKey(to, options.appSecretKey),
    toLines([
      idText(options.businessId),
      idText(options.sceneId),
      // An empty one is none that could be asked, which is not the same as none.
      endpoint === '' ? ' ' : (endpoint ?? ''),
    ]),
  );
  if (kept === undefined) throw fromCore(takeError());
  return kept;
}

/** In digits; anything but a whole number becomes what the core refuses. */
function idText(value: unknown): string {
  const id = optionalNumber(value);
  return id === undefined ? '' : String(id);
}

/** Signs a request about a ticket. */
export function signWith(
  handle: TicketCheck,
  credentials: Credentials,
  { ticket, randstr, userIp }: TicketInput,
  nowSeconds: number,
): SignedRequest {
  const { secretId, secretKey } = credentials;
  const token = ownProperty(credentials, 'token') as string | undefined;
  const question = [ticket, randstr ?? '', userIp, secretId, secretKey, token ?? ''];
  const [body, url, ...pairs] = fromLines(handle.ask(toLines(question), nowSeconds));
  const headers: { [name: string]: string } = {};
  for (let at = 0; at < pairs.length; at += 2)
    headers[pairs[at] as string] = pairs[at + 1] as string;
  return { url: url as string, method: 'POST', headers, body: body as string };
}

function readTimeout(value: unknown): number {
  if (value === undefined) return DEFAULT_TIMEOUT_MS;
  if (typeof value !== 'number' || !(value >= 1 && value <= MAX_TIMEOUT_MS)) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'timeoutMs takes milliseconds from 1 to 60000',
    );
  }
  return value;
}

function readTransport(value: unknown): OwnTransport {
  if (value === undefined) return defaultTransport();
  if (typeof value !== 'function') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'transport takes a function');
  }
  // It is the caller's, and may serve others too.
  return { send: value as Transport, dispose() {} };
}

/** The caller's signal, or `undefined`. */
export function readSignal(value: unknown): AbortSignalLike | undefined {
  if (value === undefined) return undefined;
  let usable = false;
  try {
    usable = typeof (value as AbortSignalLike | null)?.addEventListener === 'function';
  } catch {
    // A getter that throws: no signal.
  }
  if (!usable) {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'signal takes an AbortSignal');
  }
  return value as AbortSignalLike;
}
