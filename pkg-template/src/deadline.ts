import type { AbortSignalLike } from './transport/transport.js';

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
  /** For transports: aborted when the time is up or the caller aborts. */
  readonly signal: AbortSignalLike;
  private readonly abort: () => void;
  private readonly endsAtMs: number;
  private readonly timeoutMs: number;
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly callerSignal: AbortSignalLike | undefined;
  private readonly onCallerAbort: () => void;
  private readonly waiting = new Set<(interrupted: Interrupted) => void>();
  private interrupted: Interrupted | undefined;
  private ended = false;

  constructor(timeoutMs: number, callerSignal: AbortSignalLike | undefined) {
    const { signal, abort } = createSignal();
    this.signal = signal;
    this.abort = abort;
    this.timeoutMs = timeoutMs;
    this.endsAtMs = Date.now() + timeoutMs;
    this.timer = setTimeout(() => this.interrupt(new Interrupted(false)), timeoutMs);
    this.callerSignal = callerSignal;
    this.onCallerAbort = () =>
      this.interrupt(new Interrupted(true, abortReason(callerSignal as AbortSignalLike)));
    callerSignal?.addEventListener('abort', this.onCallerAbort);
  }

  /** What is left, by a clock that somebody may have set meanwhile: never more than there was. */
  get remainingMs(): number {
    return Math.min(Math.max(this.endsAtMs - Date.now(), 1), this.timeoutMs);
  }

  /** Waits for work, but rejects with an `Interrupted` as soon as there is one. */
  within<T>(work: () => T | PromiseLike<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.interrupted) {
        reject(this.interrupted);
        return;
      }
      this.waiting.add(reject);
      const done = () => this.waiting.delete(reject);
      // In a promise of its own, so that work which throws at once is work that rejects.
      new Promise<T>((start) => start(work())).then(
        (value) => {
          done();
          resolve(value);
        },
        (error) => {
          done();
          reject(error);
        },
      );
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
    for (const reject of this.waiting) reject(interrupted);
    this.waiting.clear();
    this.abort();
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

function createSignal(): { signal: AbortSignalLike; abort: () => void } {
  if (typeof AbortController === 'function') {
    const controller = new AbortController();
    return { signal: controller.signal, abort: () => controller.abort() };
  }
  // Before Node.js 15.
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    addEventListener(_type: 'abort', listener: () => void) {
      listeners.add(listener);
    },
    removeEventListener(_type: 'abort', listener: () => void) {
      listeners.delete(listener);
    },
  };
  const abort = () => {
    signal.aborted = true;
    for (const listener of Array.from(listeners)) listener();
  };
  return { signal, abort };
}
