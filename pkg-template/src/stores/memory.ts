import { CaptchaError } from '../core/errors.js';
import { monotonicMs } from '../core/monotonic.js';
import { readOptions } from '../core/options.js';
import type { ReplayStore } from './store.js';

const DEFAULT_MAX_ENTRIES = 100_000;

/** How many old entries each claim checks for expiry. More than one, so that expired entries run out. */
const SWEEP_STEPS = 4;

/**
 * A store in this process's memory: enough for one process, and a first line in front of many.
 *
 * Holds `maxEntries` claims (100,000 when left out, about 30 MB when full). Beyond that the oldest
 * claim is forgotten: the vendor still refuses its ticket, which costs one more call. Enough for all
 * is the number of checks in 10 minutes. Without timers: expired claims go as new ones come.
 *
 * @example
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store: memoryStore({ maxEntries: 5000 }) });
 */
export function memoryStore(options?: { maxEntries?: number | undefined }): ReplayStore {
  const { maxEntries = DEFAULT_MAX_ENTRIES } = readOptions(
    options ?? {},
    { maxEntries: 'any?' },
    'options',
  );
  if (!Number.isSafeInteger(maxEntries) || (maxEntries as number) < 1) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'maxEntries must be a whole number of at least 1',
    );
  }
  // In order of insertion. That is the order of expiry as long as every claim has the same TTL.
  const expiries = new Map<string, number>();
  const oldest = oldestFirst(expiries);

  return {
    shared: false,

    async claim(key, ttlSeconds) {
      // With Date.now(), setting the computer's clock forward would free every claim.
      const nowMs = monotonicMs();
      for (let step = 0; step < SWEEP_STEPS; step++) {
        const claim = oldest();
        if (claim === undefined || claim.expiryMs > nowMs) break;
        expiries.delete(claim.key);
      }
      const expiryMs = expiries.get(key);
      if (expiryMs !== undefined && expiryMs > nowMs) return false;
      // Deleted first, because setting a key again would leave it at its old place.
      expiries.delete(key);
      if (expiries.size >= (maxEntries as number)) expiries.delete(oldest()?.key as string);
      expiries.set(key, nowMs + ttlSeconds * 1000);
      return true;
    },

    async release(key) {
      expiries.delete(key);
    },
  };
}

interface Claim {
  key: string;
  expiryMs: number;
}

/**
 * Returns a function that finds the oldest entry of a map.
 *
 * It keeps one iterator from call to call: a new iterator walks over every entry that was deleted since
 * the map was last compacted, which makes a full store a hundred times slower.
 */
function oldestFirst(expiries: Map<string, number>): () => Claim | undefined {
  let entries = expiries.entries();
  let found: Claim | undefined;
  return () => {
    // Deleted, or deleted and claimed again: then it is no longer the oldest.
    while (found === undefined || expiries.get(found.key) !== found.expiryMs) {
      if (expiries.size === 0) return undefined;
      const next = entries.next();
      if (next.done) entries = expiries.entries();
      else found = { key: next.value[0], expiryMs: next.value[1] };
    }
    return found;
  };
}
