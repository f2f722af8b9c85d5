import { readOptions, refuseUnknown } from '../core/options.js';
import type { AidOptions } from '../token/aid.js';
import type { AbortSignalLike, Transport } from '../transport/transport.js';
import { checkShape, createChecker } from './checker.js';
import type { CredentialsSource } from './credentials.js';
import type { CheckEvent } from './events.js';
import type { VerifyOutcome } from './outcome.js';

/** An application, and how to ask the vendor about its tickets. */
export interface VerifierOptions extends Pick<AidOptions, 'captchaAppId' | 'appSecretKey'> {
  /** The environment when left out: see `credentialsFromEnvironment`. */
  credentials?: CredentialsSource | undefined;
  /** `captcha.tencentcloudapi.com` when left out; a host, or an https address without path. */
  endpoint?: string | undefined;
  /** For the whole call, retries included: 1 to 60000; 2500 when left out. */
  timeoutMs?: number | undefined;
  /**
   * How many connections may be open at once: 1 to 65535; 64 when left out. A check that finds none
   * free within `timeoutMs` is `unavailable`/`overloaded`.
   */
  maxConnections?: number | undefined;
  /** Sends the requests; `http` and `https` of Node.js, elsewhere `fetch`, when left out. */
  transport?: Transport | undefined;
  /** For the vendor's statistics. */
  businessId?: number | undefined;
  /** For the vendor's statistics. */
  sceneId?: number | undefined;
  /**
   * Called with one event for each check, when it has ended. What it throws changes no outcome.
   *
   * @example
   * const onCheck = ({ status, durationMs }) => metrics.record(status, durationMs);
   */
  onCheck?: ((event: CheckEvent) => void) | undefined;
}

/** Asks the vendor about tickets. */
export interface Verifier {
  /**
   * Checks a ticket. A malformed ticket and failures of networks and the vendor are outcomes; misuse and
   * an abort reject.
   *
   * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, ERR_CAPTCHA_CREDENTIALS, ERR_CAPTCHA_AUTH,
   *   ERR_CAPTCHA_REQUEST, ERR_CAPTCHA_DISPOSED
   */
  verify(input: {
    ticket: string;
    /** With the tickets of the captcha mini program. */
    randstr?: string | undefined;
    /** The end user's public IP address. */
    userIp: string;
    signal?: AbortSignalLike | undefined;
  }): Promise<VerifyOutcome>;
  /**
   * Takes no new calls. Checks in flight go on to their end; with the last of them secrets are wiped
   * and connections closed. Safe to call twice.
   */
  dispose(): void;
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
  const read = readOptions(options, checkShape, 'options');
  refuseUnknown(options, checkShape);
  const checker = createChecker(read, undefined);
  return {
    verify: (input) =>
      checker.check(() => {
        const { ticket, randstr, userIp, signal } = readOptions(input, verifyInputShape, 'input');
        return { captchaResult: { ret: 0, ticket, randstr }, userIp, signal };
      }),
    dispose: checker.dispose,
  };
}

// The ticket and its randstr come from a client: whatever they are, the outcome says so.
const verifyInputShape = {
  ticket: 'any?',
  randstr: 'any?',
  userIp: 'text',
  signal: 'signal?',
} as const;
