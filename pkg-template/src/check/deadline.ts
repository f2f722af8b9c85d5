import type { AbortSignalLike } from '../core/abort-signal.js';

/** Why nobody waits any longer: the time was up, or the caller aborted. */
export class Interrupted {
  readonly aborted: boolean;
  /** What the caller's signal gives as its reason. */
  readonly reason: unknown;

  constructor(aborted: boolean, reason?: unknown) {
    this.aborted = aborted;
    this.reason = reason;
  }
}

/**
 * Bounds one call as a whole, however many steps and attempts it has.
 *
 * `end` must be called when the call is over: it leaves neither a timer nor a listener.
 */
export class Deadline {
  // Declared, and set below: made as fields they would each be defined by a call, for every check.
  declare private abortable: Abortable | undefined;
  declare private readonly endsAtMs: number;
  declare private readonly timeoutMs: number;
  declare private readonly timer: ReturnType<typeof setTimeout>;
  declare private readonly callerSignal: AbortSignalLike | undefined;
  declare private readonly onCallerAbort: () => void;
  /** Rejects what is waited for: one thing at a time. */
  declare private waiting: ((interrupted: Interrupted) => void) | undefined;
  declare private interrupted: Interrupted | undefined;
  declare private ended: boolean;

  constructor(timeoutMs: number, callerSignal: AbortSignalLike | undefined) {
    this.abortable = undefined;
    this.timeoutMs = timeoutMs;
    this.endsAtMs = Date.now() + timeoutMs;
    this.timer = setTimeout(() => this.interrupt(new Interrupted(false)), timeoutMs);
    this.callerSignal = callerSignal;
    this.onCallerAbort = () =>
      this.interrupt(new Interrupted(true, abortReason(callerSignal as AbortSignalLike)));
    this.waiting = undefined;
    this.interrupted = undefined;
    this.ended = false;
    callerSignal?.addEventListener('abort', this.onCallerAbort);
  }

  /** What is left, by a clock that somebody may have set meanwhile: never more than there was. */
  get remainingMs(): number {
    return Math.min(Math.max(this.endsAtMs - Date.now(), 1), this.timeoutMs);
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
      this.waiting = reject;
      result.then(resolve, reject);
      if (this.interrupted) reject(this.interrupted); // by the work itself, before it gave anything
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

  end(): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.callerSignal?.removeEventListener('abort', this.onCallerAbort);
  }

  private interrupt(interrupted: Interrupted): void {
    if (this.interrupted) return;
    this.interrupted = interrupted;
    this.end();
    // Nothing happens if that was settled before.
    this.waiting?.(interrupted);
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

/** A controller and its signal in one, where nobody needs more, and before Node.js 15. */
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
