/** The part of an `AbortSignal` that is used: any version of the runtime or of a polyfill will do. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  /** Calls the listener when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Forgets the listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Whether a value can be used as a signal. */
export function isSignal(value: unknown): value is AbortSignalLike {
  try {
    return typeof (value as AbortSignalLike | null)?.addEventListener === 'function';
  } catch {
    return false; // a getter or a proxy that throws
  }
}
