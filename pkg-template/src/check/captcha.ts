import type { AbortSignalLike } from '../transport/transport.js';
import { type AidOptions, createAidEncryptor } from '../token/aid.js';
import { causeOf } from './cause.js';
import { Deadline, Interrupted, throwIfAborted } from './deadline.js';
import { isCaptchaError, isOf } from '../core/errors.js';
import { ownProperty } from '../core/foreign.js';
import { helpfulOutcome } from '../core/help.js';
import { readOptions } from '../core/options.js';
import { type CaptchaResult, parseCaptchaResult } from '../result.js';
import { memoryStore } from '../stores/memory.js';
import { readStore, type ReplayStore } from '../stores/store.js';
import { checkNames, createTicketChecker, interruptedOutcome, readSignal } from './ticket-check.js';
import { readUserIp, type VerifierOptions, type VerifyOutcome } from './verifier.js';

/**
 * What `check` comes to. Only `passed` passes.
 *
 * @example
 * const outcome = await captcha.check({ captchaResult, userIp });
 * if (outcome.status === 'passed') await logIn();
 * else if (outcome.status === 'rejected') console.warn('ask again:', outcome.reason);
 * else console.error('nobody knows:', outcome.reason, outcome.requestId);
 */
export type CheckOutcome = VerifyOutcome;

/** An application: what its tokens are made of, and how its tickets are checked. */
export type CaptchaOptions = AidOptions &
  VerifierOptions & {
    /** Remembers which tickets were checked; `memoryStore()` when left out. */
    store?: ReplayStore;
  };

/** The server's two halves: tokens for the widget, and the check of what it gives. */
export interface Captcha {
  /** A fresh `aidEncrypted` for the widget. */
  issueAid(): string;
  /**
   * From what the client sent to an outcome one can act on.
   *
   * Whatever the client sends, and however networks and vendors fail, is an outcome. Misuse and
   * misconfiguration reject with a CaptchaError, an abort with the signal's reason.
   *
   * A ticket can be checked again after `unavailable` only: its claim in the store is then released.
   *
   * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_CREDENTIALS, ERR_CAPTCHA_AUTH,
   *   ERR_CAPTCHA_REQUEST, ERR_CAPTCHA_DISPOSED
   */
  check(input: {
    /** As the client sent it: see `parseCaptchaResult`. */
    captchaResult: unknown;
    /** The end user's public IP address. */
    userIp: string;
    signal?: AbortSignalLike;
  }): Promise<CheckOutcome>;
  /** Wipes the secrets and closes connections; safe to call twice. */
  dispose(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * How long a ticket is remembered: the vendor takes one for 5 minutes, and as much again covers
 * clocks that differ.
 */
const CLAIM_TTL_SECONDS = 600;

/** What giving a claim back may take when the time is up already. */
const RELEASE_GRACE_MS = 50;

/** Outcomes that need no question to the vendor. */
const WITHOUT_A_CALL = {
  failed: { reason: 'failed', message: 'the user failed the captcha' },
  closed: { reason: 'closed', message: 'the user closed the captcha' },
  fallback: {
    reason: 'fallback_ticket',
    message: 'a disaster-recovery ticket proves nothing: anybody can write one',
  },
} as const;

/**
 * Issues tokens and checks tickets for one application.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY,
 *   ERR_CAPTCHA_CREDENTIALS
 *
 * @example
 * const captcha = createCaptcha({ captchaAppId, appSecretKey });
 * const aidEncrypted = captcha.issueAid();
 * // … later, with what the client sent:
 * const outcome = await captcha.check({ captchaResult, userIp: '203.0.113.7' });
 * if (outcome.status === 'passed') await logIn();
 * // … and when the process ends:
 * captcha.dispose();
 */
export function createCaptcha(options: CaptchaOptions): Captcha {
  const names = [...checkNames, 'expiresInSeconds', 'mode', 'aad', 'store'] as const;
  const read = readOptions(options, names, 'options');
  const store = read.store === undefined ? memoryStore() : readStore(read.store);
  const encryptor = createAidEncryptor(read as unknown as AidOptions);
  let checker: ReturnType<typeof createTicketChecker>;
  try {
    checker = createTicketChecker(read);
  } catch (error) {
    encryptor.dispose();
    throw error;
  }

  async function check(input: unknown): Promise<CheckOutcome> {
    const given = readOptions(input, ['captchaResult', 'userIp', 'signal'], 'input');
    checker.checkAlive();
    const signal = readSignal(given.signal);
    throwIfAborted(signal);
    const userIp = readUserIp(given.userIp);
    const result = readResult(given.captchaResult);
    if (result.status === 'rejected') return result;

    const { ticket, randstr } = result;
    const key = checker.claimKey(ticket);
    const deadline = new Deadline(checker.timeoutMs, signal);
    try {
      // Before the claim: a ticket is not used up by credentials that cannot be had.
      const credentials = await deadline.within(checker.credentials);
      const refused = await claim(store, key, deadline);
      if (refused) return refused;
      const outcome = await checker.ask(deadline, credentials, { ticket, randstr, userIp });
      if (outcome.status === 'unavailable') await release(store, key, deadline.remainingMs);
      return outcome;
    } catch (thrown) {
      return interruptedOutcome(thrown);
    } finally {
      deadline.end();
    }
  }

  const captcha = {
    issueAid: () => encryptor.encrypt(),
    check: async (input: unknown) => helpfulOutcome(await check(input)),
    dispose(): void {
      encryptor.dispose();
      checker.dispose();
    },
  };
  if (typeof Symbol.dispose === 'symbol') {
    Object.defineProperty(captcha, Symbol.dispose, { value: captcha.dispose });
  }
  return captcha as Captcha;
}

type Rejected = Extract<CheckOutcome, { status: 'rejected' }>;
type ReadResult = Rejected | { status: 'solved'; ticket: string; randstr: string | undefined };

/** What the client sent, if it is worth a question; else the outcome. */
function readResult(captchaResult: unknown): ReadResult {
  let result: CaptchaResult;
  try {
    result = parseCaptchaResult(captchaResult);
  } catch (error) {
    if (!isCaptchaError(error, 'ERR_CAPTCHA_INVALID_RESULT')) throw error;
    return { status: 'rejected', reason: 'malformed', message: error.message };
  }
  if (result.status === 'solved') {
    // Left out where there is none: what somebody put on Object.prototype is not the client's.
    const randstr = ownProperty(result, 'randstr') as string | undefined;
    return { status: 'solved', ticket: result.ticket, randstr };
  }
  return { status: 'rejected', ...WITHOUT_A_CALL[result.status] };
}

/** Claims the ticket; the outcome if it cannot be had. */
async function claim(
  store: ReplayStore,
  key: string,
  deadline: Deadline,
): Promise<CheckOutcome | undefined> {
  let pending: Promise<unknown> | undefined;
  try {
    const claimed: unknown = await deadline.within(() => {
      pending = Promise.resolve(store.claim(key, CLAIM_TTL_SECONDS));
      return pending;
    });
    if (claimed === true) return undefined;
    if (claimed === false) {
      return {
        status: 'rejected',
        reason: 'replayed',
        message: 'the ticket was checked before',
      };
    }
    return storeFailed('the store answered neither true nor false');
  } catch (thrown) {
    if (!isOf(Interrupted, thrown)) return storeFailed('the store failed', thrown);
    if (thrown.aborted) throw thrown;
    // A claim that comes about after all would keep the ticket from being checked again.
    pending?.then((claimed) => (claimed === true ? store.release(key) : undefined)).catch(() => {});
    return storeFailed('the store did not answer within timeoutMs');
  }
}

/** Gives the claim back; whether that succeeds changes nothing of the outcome. */
async function release(store: ReplayStore, key: string, remainingMs: number): Promise<void> {
  const grace = new Deadline(Math.max(remainingMs, RELEASE_GRACE_MS), undefined);
  try {
    await grace.within(() => store.release(key));
  } catch {
    // The claim then lasts until it expires.
  } finally {
    grace.end();
  }
}

function storeFailed(message: string, cause?: unknown): CheckOutcome {
  const outcome = { status: 'unavailable', reason: 'store', message } as const;
  return cause === undefined ? outcome : { ...outcome, cause: causeOf(cause) };
}
