import type { AbortSignalLike } from '../core/abort-signal.js';
import { monotonicMs } from '../core/clock.js';

/** Why a call was interrupted: its time is over, or the caller aborted it. */
export class Interrupted {
  constructor(
    readonly aborted: boolean,
    /** The reason of the caller's signal. */
    readonly reason?: unknown,
  ) {}
}

/**
 * Bounds one call as a whole, however many steps and attempts it has.
 *
 * `end` must be called when the call is over: it leaves neither a timer nor a listener.
 */
export class Deadline {
  private readonly endsAtMs: number;
  private readonly timer: ReturnType<typeof setTimeout>;
  private abortable: Abortable | undefined;
  /** Rejects the promise that is waited for: one at a time. */
  private rejectWaiting: ((interrupted: Interrupted) => void) | undefined;
  private interrupted: Interrupted | undefined;
  private isEnded = false;

  constructor(
    timeoutMs: number,
    private readonly callerSignal: AbortSignalLike | undefined,
  ) {
    this.endsAtMs = monotonicMs() + timeoutMs;
    this.timer = setTimeout(() => this.interrupt(new Interrupted(false)), timeoutMs);
    callerSignal?.addEventListener('abort', this.onCallerAbort);
  }

  /** The time that is left, at least 1. */
  get remainingMs(): number {
    return Math.max(this.endsAtMs - monotonicMs(), 1);
  }

  /**
   * For transports: aborted when the time is up or the caller aborts.
   *
   * `plain` for one that needs no more than an `AbortSignalLike`: an `AbortSignal` of the runtime
   * costs as much as signing does.
   */
  signal(plain: boolean): AbortSignalLike {
    if (this.abortable === undefined) {
      this.abortable =
        plain || typeof AbortController !== 'function' ? new PlainSignal() : new AbortController();
      if (this.interrupted) this.abortable.abort();
    }
    return this.abortable.signal;
  }

  /** Waits for work, but rejects with an `Interrupted` as soon as there is one. */
  within<T>(work: () => T | PromiseLike<T>): Promise<T> {
    if (this.interrupted) return Promise.reject(this.interrupted);
    let result: Promise<T>;
    try {
      const given = work();
      // Anything but a promise may have a `then` that throws, or that calls back twice.
      result = given instanceof Promise ? given : Promise.resolve(given);
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise<T>((resolve, reject) => {
      this.rejectWaiting = reject;
      result.then(resolve, reject);
      if (this.interrupted) reject(this.interrupted); // by the work itself
    });
  }

  /** Pauses between attempts. */
  async pause(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await this.within(
        () =>
          new Promise<void>((resolve) => {
            timer = setTimeout(resolve, milliseconds);
          }),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Safe to call twice. */
  end(): void {
    if (this.isEnded) return;
    this.isEnded = true;
    clearTimeout(this.timer);
    this.callerSignal?.removeEventListener('abort', this.onCallerAbort);
  }

  private readonly onCallerAbort = (): void => {
    this.interrupt(new Interrupted(true, abortReason(this.callerSignal as AbortSignalLike)));
  };

  private interrupt(interrupted: Interrupted): void {
    if (this.interrupted) return;
    this.interrupted = interrupted;
    this.end();
    // No effect on a promise that is settled.
    this.rejectWaiting?.(interrupted);
    this.abortable?.abort();
  }
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

/** A controller and its signal in one: for transports of this package, and before Node.js 15. */
class PlainSignal implements Abortable, AbortSignalLike {
  readonly signal = this;
  aborted = false;
  private readonly listeners = new Set<() => void>();

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of Array.from(this.listeners)) listener();
  }
}
