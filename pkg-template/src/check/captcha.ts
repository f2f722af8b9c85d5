import { readOptions, refuseUnknown } from '../core/options.js';
import type { ReplayStore } from '../stores/store.js';
import { readStore } from '../stores/store.js';
import { memoryStore } from '../stores/memory.js';
import type { AidOptions } from '../token/aid.js';
import { aidShape, createAidEncryptor, withDispose } from '../token/aid.js';
import type { AbortSignalLike } from '../transport/transport.js';
import type { Checker } from './checker.js';
import { checkShape, createChecker } from './checker.js';
import type { VerifyOutcome } from './outcome.js';
import type { VerifierOptions } from './verifier.js';

/**
 * The result of `check`. Only `passed` passes.
 *
 * @example
 * const outcome = await captcha.check({ captchaResult, userIp });
 * if (outcome.status === 'passed') await logIn();
 * else if (outcome.status === 'rejected') console.warn('ask again:', outcome.reason);
 * else console.error('could not be checked:', outcome.reason, outcome.requestId);
 */
export type CheckOutcome = VerifyOutcome;

/** An application: what its tokens carry, and how its tickets are checked. */
export type CaptchaOptions = AidOptions &
  VerifierOptions & {
    /** Remembers which tickets were checked; `memoryStore()` when left out. */
    store?: ReplayStore | undefined;
    /** Draws the IV of each token when it is made: see `createAidEncryptor`. */
    disableEntropyCache?: boolean | undefined;
  };

/** Issues tokens for the widget, and checks what the widget returns. */
export interface Captcha {
  /** A fresh `aidEncrypted` for the widget. */
  issueAid(): string;
  /**
   * Checks what the client sent.
   *
   * Malformed input and failures of networks and the vendor are outcomes. Misuse and misconfiguration
   * reject with a CaptchaError, an abort with the signal's reason.
   *
   * A ticket can be checked once. After `unavailable`, and when the vendor was not asked or refused to be
   * asked, its claim in the store is released, and it can be checked again.
   *
   * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_CREDENTIALS, ERR_CAPTCHA_AUTH,
   *   ERR_CAPTCHA_REQUEST, ERR_CAPTCHA_DISPOSED
   */
  check(input: {
    /** As the client sent it: see `parseCaptchaResult`. */
    captchaResult: unknown;
    /** The end user's public IP address. */
    userIp: string;
    signal?: AbortSignalLike | undefined;
  }): Promise<CheckOutcome>;
  /**
   * Takes no new calls. Checks in flight go on to their end; with the last of them secrets are wiped
   * and connections closed. Safe to call twice.
   */
  dispose(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * Issues tokens and checks tickets for one application.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_INVALID_KEY,
 *   ERR_CAPTCHA_CREDENTIALS
 *
 * @example
 * const captcha = createCaptcha({ captchaAppId, appSecretKey });
 * const aidEncrypted = captcha.issueAid();
 * // Later, with what the client sent:
 * const outcome = await captcha.check({ captchaResult, userIp: '203.0.113.7' });
 * if (outcome.status === 'passed') await logIn();
 * // When the process ends:
 * captcha.dispose();
 */
export function createCaptcha(options: CaptchaOptions): Captcha {
  const read = readOptions(options, captchaShape, 'options');
  refuseUnknown(options, captchaShape);
  const store = read.store === undefined ? memoryStore() : readStore(read.store);
  const encryptor = createAidEncryptor(read as AidOptions);
  let checker: Checker;
  try {
    checker = createChecker(read, store);
  } catch (error) {
    encryptor.dispose();
    throw error;
  }
  return withDispose({
    issueAid: () => encryptor.encrypt(),
    check: (input: unknown) => checker.check(() => readOptions(input, checkInputShape, 'input')),
    dispose(): void {
      encryptor.dispose();
      checker.dispose();
    },
  });
}

const captchaShape = {
  ...checkShape,
  ...aidShape,
  store: 'any?',
  disableEntropyCache: 'boolean?',
} as const;

const checkInputShape = { captchaResult: 'any?', userIp: 'text', signal: 'signal?' } as const;
