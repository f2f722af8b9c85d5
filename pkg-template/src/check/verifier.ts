import type { AidOptions } from '../token/aid.js';
import { core } from '../core/core.js';
import { type Credentials, type CredentialsSource, credentialsReader } from './credentials.js';
import { Deadline, throwIfAborted } from './deadline.js';
import { CaptchaError, fromCore } from '../core/errors.js';
import { checkUserIp, parseVerifyResponse as parse, takeError } from '../core/glue.js';
import { helpfulOutcome } from '../core/help.js';
import { fromLines, toLines } from '../core/lines.js';
import { clockSeconds, optionalNumber, readOptions } from '../core/options.js';
import {
  checkNames,
  createCore,
  createTicketChecker,
  interruptedOutcome,
  readSignal,
  signWith,
} from './ticket-check.js';
import {
  type AbortSignalLike,
  MAX_RESPONSE_BYTES,
  type Transport,
} from '../transport/transport.js';

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

/** Why nothing can be said of a ticket. */
export type UnavailableReason =
  'timeout' | 'network' | 'service' | 'rate_limited' | 'quota' | 'store';

/** What a ticket check comes to. Only `passed` passes. */
export type VerifyOutcome =
  | {
      status: 'passed';
      ticket: string;
      requestId: string;
      /** Invisible mode: 0 for a request without malice. */
      evilLevel?: number;
      /** 0 to 100. */
      score?: number;
    }
  | {
      status: 'rejected';
      reason: RejectReason;
      message: string;
      captchaCode?: number;
      requestId?: string;
    }
  | {
      status: 'unavailable';
      reason: UnavailableReason;
      message: string;
      /** A copy of what failed: name, message and code. */
      cause?: unknown;
      requestId?: string;
    };

/** The vendor's name of the interface that checks a ticket. */
export type VerifyAction = 'DescribeCaptchaMiniResult' | 'DescribeCaptchaResult';

/** A whole HTTP request. The body carries the AppSecretKey, because the vendor asks for it. */
export interface SignedRequest {
  readonly url: string;
  readonly method: 'POST';
  /** `X-TC-Action` names the action, which is needed again for the answer. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** An application, and how to ask the vendor about its tickets. */
export interface VerifierOptions extends Pick<AidOptions, 'captchaAppId' | 'appSecretKey'> {
  /** The environment when left out: see `credentialsFromEnvironment`. */
  credentials?: CredentialsSource;
  /** `captcha.tencentcloudapi.com` when left out; a host, or an https address without path. */
  endpoint?: string;
  /** For the whole call, retries included: 1 to 60000; 2500 when left out. */
  timeoutMs?: number;
  /** Sends the requests; `http` and `https` of Node.js, elsewhere `fetch`, when left out. */
  transport?: Transport;
  /** For the vendor's statistics. */
  businessId?: number;
  /** For the vendor's statistics. */
  sceneId?: number;
}

/** Asks the vendor about tickets. */
export interface Verifier {
  /**
   * Checks a ticket. Networks and vendors failing are outcomes; misuse and an abort reject.
   *
   * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_CREDENTIALS, ERR_CAPTCHA_AUTH,
   *   ERR_CAPTCHA_REQUEST, ERR_CAPTCHA_DISPOSED
   */
  verify(input: {
    ticket: string;
    /** With the tickets of the captcha mini program. */
    randstr?: string;
    /** The end user's public IP address. */
    userIp: string;
    signal?: AbortSignalLike;
  }): Promise<VerifyOutcome>;
  /** Wipes the secrets and closes connections; safe to call twice. */
  dispose(): void;
}

/** What `signVerifyRequest` takes. */
export interface SignVerifyRequestOptions extends Pick<
  VerifierOptions,
  'captchaAppId' | 'appSecretKey' | 'endpoint' | 'businessId' | 'sceneId'
> {
  credentials: Credentials;
  ticket: string;
  randstr?: string;
  userIp: string;
  /** The time to sign for, in Unix seconds; the clock when left out. */
  nowSeconds?: number;
}

/**
 * Makes the request that checks a ticket, for those who send it themselves.
 *
 * The Mini action for a ticket without `randstr`, the Web action for one with it.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY,
 *   ERR_CAPTCHA_CREDENTIALS
 * @see https://cloud.tencent.com/document/product/1110/48499
 *
 * @example
 * const { url, method, headers, body } = signVerifyRequest({
 *   captchaAppId: '123456789',
 *   appSecretKey: '1234567891011121314151516',
 *   credentials: credentialsFromEnvironment(),
 *   ticket,
 *   userIp: '203.0.113.7',
 * });
 */
export function signVerifyRequest(options: SignVerifyRequestOptions): SignedRequest {
  const names = [...checkNames, 'ticket', 'randstr', 'userIp', 'nowSeconds'] as const;
  const read = readOptions(options, names, 'options');
  const ticket = requireText(read.ticket, 'ticket');
  const randstr = optionalText(read.randstr, 'randstr');
  const userIp = requireText(read.userIp, 'userIp');
  if (typeof read.credentials !== 'object') {
    throw new CaptchaError('ERR_CAPTCHA_CREDENTIALS', 'credentials takes an object');
  }
  const credentials = credentialsReader(read.credentials)() as Credentials;
  const now = optionalNumber(read.nowSeconds) ?? clockSeconds();
  const handle = createCore(read);
  try {
    return signWith(handle, credentials, { ticket, randstr, userIp }, now);
  } finally {
    handle.free();
  }
}

/**
 * Says what the vendor's answer means, for those who send the request themselves.
 *
 * @throws CaptchaError ERR_CAPTCHA_AUTH, ERR_CAPTCHA_REQUEST for what only you can mend;
 *   ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const outcome = parseVerifyResponse(
 *   { status: response.status, body: await response.text() },
 *   { action: headers['X-TC-Action'], ticket },
 * );
 */
export function parseVerifyResponse(
  response: { status: number; body: string },
  context: { action: VerifyAction; ticket: string },
): VerifyOutcome {
  const { status, body } = readOptions(response, ['status', 'body'], 'response');
  if (typeof status !== 'number' || typeof body !== 'string') {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'response takes a status as a number and a body as a string',
    );
  }
  const { action, ticket } = readOptions(context, ['action', 'ticket'], 'context');
  const asked = requireText(action, 'action');
  const { outcome } = interpret({ status, body }, asked, requireText(ticket, 'ticket'));
  return helpfulOutcome(outcome);
}

/** What the answer of a transport means, and whether the vendor says to come again. */
export function interpret(
  response: unknown,
  action: string,
  ticket: string,
): { outcome: VerifyOutcome; retryable: boolean } {
  let status: unknown;
  let body: unknown;
  try {
    ({ status, body } = response as { status: unknown; body: unknown });
  } catch {
    // No object, or a getter that throws: an answer that cannot be read.
  }
  core();
  const head = toLines([typeof status === 'number' ? String(status) : '', action, ticket]);
  // One character more than an answer may have: memory that wasm takes it never gives back.
  const text = typeof body === 'string' ? body.slice(0, MAX_RESPONSE_BYTES + 1) : '';
  const [found, reason, message, requestId, captchaCode, evilLevel, score, retryable] = fromLines(
    parse(`${head}\n${text}`),
  );
  const outcome: { [name: string]: unknown } = { status: found };
  if (found === 'passed') {
    outcome.ticket = ticket;
  } else {
    outcome.reason = reason;
    outcome.message = message;
  }
  // Absent fields are left out. Adding 0 makes one zero of two.
  if (captchaCode) outcome.captchaCode = Number(captchaCode) + 0;
  if (requestId) outcome.requestId = requestId;
  if (evilLevel) outcome.evilLevel = Number(evilLevel) + 0;
  if (score) outcome.score = Number(score) + 0;
  return { outcome: outcome as VerifyOutcome, retryable: retryable === '1' };
}

/**
 * Asks the vendor about tickets, without a replay store: each call is one question.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY,
 *   ERR_CAPTCHA_CREDENTIALS
 *
 * @example
 * const verifier = createVerifier({ captchaAppId, appSecretKey });
 * const outcome = await verifier.verify({ ticket, userIp: '203.0.113.7' });
 * if (outcome.status === 'passed') await logIn();
 * verifier.dispose();
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const checker = createTicketChecker(readOptions(options, checkNames, 'options'));
  return {
    async verify(input) {
      const read = readOptions(input, ['ticket', 'randstr', 'userIp', 'signal'], 'input');
      checker.checkAlive();
      const signal = readSignal(read.signal);
      throwIfAborted(signal);
      const ticket = requireText(read.ticket, 'ticket');
      const randstr = optionalText(read.randstr, 'randstr');
      const userIp = readUserIp(read.userIp);
      const deadline = new Deadline(checker.timeoutMs, signal);
      try {
        const credentials = await deadline.within(checker.credentials);
        const outcome = await checker.ask(deadline, credentials, { ticket, randstr, userIp });
        return helpfulOutcome(outcome);
      } catch (thrown) {
        return helpfulOutcome(interruptedOutcome(thrown));
      } finally {
        deadline.end();
      }
    },
    dispose: checker.dispose,
  };
}

/** An IP address as text; anything else is the caller's mistake, not the client's. */
export function readUserIp(value: unknown): string {
  const userIp = requireText(value, 'userIp');
  core();
  if (!checkUserIp(userIp)) throw fromCore(takeError());
  return userIp;
}

const MAX_TEXT_LENGTH = 8192;

/** Text; text that is too long for anything is cut to what the core still refuses. */
function requireText(value: unknown, name: string): string {
  if (typeof value !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', `${name} takes a string`);
  }
  return value.slice(0, MAX_TEXT_LENGTH + 1);
}

function optionalText(value: unknown, name: string): string | undefined {
  return value === undefined || value === null ? undefined : requireText(value, name);
}
