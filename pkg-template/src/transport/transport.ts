import type { AbortSignalLike } from '../core/abort-signal.js';
import type { SignedRequest } from './signed-request.js';

export type { AbortSignalLike } from '../core/abort-signal.js';

/** What a transport is asked to send. */
export interface TransportRequest extends SignedRequest {
  /** How long the answer is waited for; the signal says when that is over. */
  readonly timeoutMs: number;
  /** Aborted when nobody waits any longer: an `AbortSignal` where the runtime has one. */
  readonly signal: AbortSignalLike;
  /** True for the second attempt: no connection that was kept open is to be used. */
  readonly freshConnection: boolean;
}

/** What came back. Redirects are answers like any other. */
export interface TransportResponse {
  readonly status: number;
  /** The body as text, at most 1 MiB. */
  readonly body: string;
}

/**
 * Sends one request and gives its answer, or throws if there was none.
 *
 * Whatever it throws becomes `unavailable`/`network`. It must not follow redirects, because the
 * body carries the AppSecretKey.
 *
 * @example
 * const transport = async ({ url, method, headers, body, signal }) => {
 *   const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
 *   return { status: response.status, body: await response.text() };
 * };
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/**
 * How far one call has come. The transport keeps it current, because it is looked at when the call
 * is interrupted, too.
 */
export interface CallProgress {
  /** Whether it had to wait, because all connections were in use. */
  waited: boolean;
  /** How many requests were sent, if only in part. With 0 the service surely was not asked. */
  requestsSent: number;
}

/** A transport of this package, which ends with the captcha that made it. */
export interface OwnTransport {
  send(request: TransportRequest, progress: CallProgress): Promise<TransportResponse>;
  /** Whether `signal` may be no `AbortSignal` of the runtime. */
  readonly takesPlainSignal?: boolean;
  /**
   * Closes what is kept open, and keeps nothing from then on. Calls in flight go on, and close
   * their own connections when they end.
   */
  dispose(): void;
}

/** What the transports of this package take. */
export interface TransportOptions {
  /** How many connections may be open at once: in use or kept. */
  readonly maxConnections: number;
}

/** A longer answer than this is not an answer of the service. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * How a transport of this package fails.
 *
 * - `network`: no connection, or one that broke
 * - `service`: there was an answer, but none that can be read
 * - `configuration`: the environment names a proxy that cannot be used
 */
export type TransportErrorKind = 'network' | 'service' | 'configuration';

/** What a transport of this package throws. */
export class TransportError extends Error {
  readonly kind: TransportErrorKind;
  /** Whether the request surely was not processed. */
  readonly retryable: boolean;
  override readonly cause: unknown;

  constructor(kind: TransportErrorKind, message: string, retryable: boolean, cause?: unknown) {
    super(message);
    this.kind = kind;
    this.retryable = retryable;
    this.cause = cause;
  }
}
