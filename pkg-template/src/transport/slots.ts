import { type AbortSignalLike, type CallProgress, TransportError } from './transport.js';

/**
 * A limited number of places. A call that finds none free waits; the newest one gets the next place.
 *
 * Under overload the oldest call has used up most of its time while it waited, and times out before
 * its answer arrives. Served oldest first, nearly every call fails; newest first, most places do work.
 */
export interface Slots {
  /** Resolves when there is a place; rejects when the signal is aborted before. */
  take(signal: AbortSignalLike, progress: CallProgress): Promise<void>;
  /** Gives the place to the newest call that waits, or back. */
  give(): void;
  /** How many places are taken. */
  taken(): number;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  // By number, in the order of arrival: a call that gives up is removed without a search.
  const waiting = new Map<number, () => void>();
  // No waiting call has a higher number.
  let last = 0;

  return {
    take(signal, progress) {
      if (signal.aborted) return Promise.reject(aborted());
      if (taken < count) {
        taken += 1;
        return Promise.resolve();
      }
      progress.waited = true;
      return new Promise((resolve, reject) => {
        last += 1;
        const number = last;
        const enter = () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = () => {
          signal.removeEventListener('abort', giveUp);
          waiting.delete(number);
          reject(aborted());
        };
        waiting.set(number, enter);
        signal.addEventListener('abort', giveUp);
      });
    },

    give() {
      while (last > 0 && !waiting.has(last)) last -= 1;
      const enter = waiting.get(last);
      if (enter === undefined) {
        taken -= 1;
      } else {
        waiting.delete(last);
        enter();
      }
    },

    taken: () => taken,
  };
}

/** What an aborted call fails with; nobody waits for it any longer. */
export function aborted(): TransportError {
  return new TransportError('network', 'the request was aborted', false);
}
