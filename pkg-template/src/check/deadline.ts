import type { AbortSignalLike } from '../core/abort-signal.js';
import { monotonicMs } from '../core/monotonic.js';

/** Why a call was interrupted: its time is over, or the caller aborted it. */
export class Interrupted {
  constructor(
    readonly aborted: boolean,
    /** The reason of the caller's signal. */
    readonly reason?: unknown,
  ) {}
}

/** Bounds one call as a whole, however many steps and attempts it has. */
export interface Deadline {
  /** The time that is left, at least 1. */
  remainingMs(): number;
  /**
   * For transports: aborted when the time is up or the caller aborts.
   *
   * `plain` for one that needs no more than an `AbortSignalLike`: an `AbortSignal` of the runtime
   * costs as much as signing does.
   */
  signal(plain: boolean): AbortSignalLike;
  /** Waits for work, but rejects with an `Interrupted` as soon as there is one. */
  within<T>(work: () => T | PromiseLike<T>): Promise<T>;
  /** Pauses between attempts. */
  pause(milliseconds: number): Promise<void>;
  /** Must be called when the call is over: it leaves neither a timer nor a listener. Safe to call twice. */
  end(): void;
}

/** Starts the time of a call. */
export function createDeadline(
  timeoutMs: number,
  callerSignal: AbortSignalLike | undefined,
): Deadline {
  const endsAtMs = monotonicMs() + timeoutMs;
  let abortable: Abortable | undefined;
  /** Rejects the promise that is waited for: one at a time. */
  let rejectWaiting: ((interrupted: Interrupted) => void) | undefined;
  let interrupted: Interrupted | undefined;
  let isEnded = false;

  const interrupt = (why: Interrupted): void => {
    if (interrupted) return;
    interrupted = why;
    end();
    // No effect on a promise that is settled.
    rejectWaiting?.(why);
    abortable?.abort();
  };
  const onCallerAbort = (): void => {
    interrupt(new Interrupted(true, abortReason(callerSignal as AbortSignalLike)));
  };
  const timer = setTimeout(() => interrupt(new Interrupted(false)), timeoutMs);
  callerSignal?.addEventListener('abort', onCallerAbort);

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearTimeout(timer);
    callerSignal?.removeEventListener('abort', onCallerAbort);
  }

  function within<T>(work: () => T | PromiseLike<T>): Promise<T> {
    if (interrupted) return Promise.reject(interrupted);
    let result: Promise<T>;
    try {
      const given = work();
      // Anything but a promise may have a `then` that throws, or that calls back twice.
      result = given instanceof Promise ? given : Promise.resolve(given);
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise<T>((resolve, reject) => {
      rejectWaiting = reject;
      result.then(resolve, reject);
      if (interrupted) reject(interrupted); // by the work itself
    });
  }

  return {
    remainingMs: () => Math.max(endsAtMs - monotonicMs(), 1),

    signal(plain) {
      if (abortable === undefined) {
        const isPlain = plain || typeof AbortController !== 'function';
        abortable = isPlain ? createPlainAbortable() : new AbortController();
        if (interrupted) abortable.abort();
      }
      return abortable.signal;
    },

    within,

    async pause(milliseconds) {
      let pauseTimer: ReturnType<typeof setTimeout> | undefined;
      try {
        await within(
          () =>
            new Promise<void>((resolve) => {
              pauseTimer = setTimeout(resolve, milliseconds);
            }),
        );
      } finally {
        clearTimeout(pauseTimer);
      }
    },

    end,
  };
}

/** Throws the reason of a signal that is aborted already. */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw abortReason(signal);
}

function abortReason(signal: AbortSignalLike): unknown {
  if (signal.reason !== undefined) return signal.reason;
  // Signals have had a reason since 2022.
  const error = new Error('the operation was aborted');
  error.name = 'AbortError';
  return error;
}

/** What an `AbortController` is used for. */
interface Abortable {
  readonly signal: AbortSignalLike;
  abort(): void;
}

/** For transports of this package, and before Node.js 15. */
function createPlainAbortable(): Abortable {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    addEventListener(_type: 'abort', listener: () => void): void {
      listeners.add(listener);
    },
    removeEventListener(_type: 'abort', listener: () => void): void {
      listeners.delete(listener);
    },
  };
  return {
    signal,
    abort() {
      signal.aborted = true;
      for (const listener of Array.from(listeners)) listener();
    },
  };
}
