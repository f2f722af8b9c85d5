import type { SignedRequest } from '../check/verifier.js';

/** The part of an `AbortSignal` that is used: any version of the runtime or of a polyfill will do. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  /** Calls the listener when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Forgets the listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What a transport is asked to send. */
export interface TransportRequest extends SignedRequest {
  /** How long the answer is waited for; the signal says when that is over. */
  readonly timeoutMs: number;
  /** Aborted when nobody waits any longer: an `AbortSignal` where the runtime has one. */
  readonly signal: AbortSignalLike;
  /** True for the second attempt: a connection that was kept open may be a dead one. */
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

/** A transport of this package, which ends with the captcha that made it. */
export interface OwnTransport {
  send: Transport;
  /** Whether `signal` may be no `AbortSignal` of the runtime. */
  readonly takesPlainSignal?: boolean;
  /** Closes what is kept open. */
  dispose(): void;
}

/** A longer answer than this is not an answer of the service. */
export const MAX_RESPONSE_BYTES = 1024 * 1024;

/** How a transport of this package fails. */
export class TransportError extends Error {
  /** `service`: there was an answer, but none that can be read. */
  readonly kind: 'network' | 'service';
  /** Whether the request surely was not processed. */
  readonly retryable: boolean;
  override readonly cause: unknown;

  constructor(kind: 'network' | 'service', message: string, retryable: boolean, cause?: unknown) {
    super(message);
    this.kind = kind;
    this.retryable = retryable;
    this.cause = cause;
  }
}
