import { CaptchaError } from '../errors.js';
import { readOptions } from '../options.js';
import type { ReplayStore } from './store.js';

const DEFAULT_MAX_ENTRIES = 100_000;

/** Entries looked at for having expired with each claim: more than one, so that they run out. */
const SWEEP_STEPS = 4;

/**
 * A store in this process's memory: enough for one process, and a first line in front of many.
 *
 * Holds `maxEntries` claims (100,000 when left out, about 20 MB when full). Beyond that the oldest
 * claim is forgotten: the vendor still refuses its ticket, which costs one more call. Enough for all
 * is the number of checks in 10 minutes. Without timers: expired claims go as new ones come.
 *
 * @example
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store: memoryStore({ maxEntries: 5000 }) });
 */
export function memoryStore(options?: { maxEntries?: number }): ReplayStore {
  const { maxEntries = DEFAULT_MAX_ENTRIES } = readOptions(options ?? {}, ['maxEntries'], 'options');
  if (!Number.isSafeInteger(maxEntries) || (maxEntries as number) < 1) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INVALID_ARGUMENT',
      'maxEntries takes a whole number of at least 1',
    );
  }
  // In order of insertion, which is that of expiry as long as every claim lasts equally long.
  const expiries = new Map<string, number>();

  return {
    shared: false,

    async claim(key, ttlSeconds) {
      const now = monotonicSeconds();
      sweep(expiries, now);
      const expiry = expiries.get(key);
      if (expiry !== undefined && expiry > now) return false;
      // Deleted first, because setting a key again would leave it at its old place.
      expiries.delete(key);
      if (expiries.size >= (maxEntries as number)) expiries.delete(oldest(expiries));
      expiries.set(key, now + ttlSeconds);
      return true;
    },

    async release(key) {
      expiries.delete(key);
    },
  };
}

function sweep(expiries: Map<string, number>, now: number): void {
  for (let step = 0; step < SWEEP_STEPS && expiries.size > 0; step++) {
    const key = oldest(expiries);
    if ((expiries.get(key) as number) > now) return;
    expiries.delete(key);
  }
}

function oldest(expiries: Map<string, number>): string {
  return expiries.keys().next().value as string;
}

/** A clock that nobody sets: with the other one, a step forward would free every claim. */
function monotonicSeconds(): number {
  if (typeof performance === 'object') return performance.now() / 1000;
  const [seconds, nanoseconds] = process.hrtime();
  return seconds + nanoseconds / 1e9;
}
