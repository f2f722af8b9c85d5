import { type AbortSignalLike, type CallProgress, TransportError } from './transport.js';

/** A number of places. Who finds none free waits in line. */
export interface Slots {
  /** Resolves when there is a place; rejects when the signal is aborted before. */
  take(signal: AbortSignalLike, progress: CallProgress): Promise<void>;
  /** Gives the place to the first in line, or back. */
  give(): void;
  /** How many places are taken. */
  taken(): number;
}

export function createSlots(count: number): Slots {
  let taken = 0;
  // A set keeps the order, and lets go of whoever gives up without a search.
  const waiting = new Set<() => void>();

  return {
    take(signal, progress) {
      if (signal.aborted) return Promise.reject(aborted());
      if (taken < count) {
        taken += 1;
        return Promise.resolve();
      }
      progress.waited = true;
      return new Promise((resolve, reject) => {
        const enter = () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        };
        const giveUp = () => {
          signal.removeEventListener('abort', giveUp);
          waiting.delete(enter);
          reject(aborted());
        };
        waiting.add(enter);
        signal.addEventListener('abort', giveUp);
      });
    },

    give() {
      const first = waiting.values().next();
      if (first.done) {
        taken -= 1;
      } else {
        waiting.delete(first.value);
        first.value();
      }
    },

    taken: () => taken,
  };
}

/** What an aborted call fails with; nobody waits for it any longer. */
export function aborted(): TransportError {
  return new TransportError('network', 'the request was aborted', false);
}
