import { CaptchaError } from '../core/errors.js';

/**
 * Remembers which tickets were checked, so that each is checked once.
 *
 * Keys are SHA-256 hashes in hexadecimal digits, never tickets. A method that throws makes the
 * check `unavailable`/`store`.
 *
 * @example
 * // In a table of PostgreSQL: claiming is one statement, never a read and then a write.
 * const store = {
 *   shared: true,
 *   async claim(key, ttlSeconds) {
 *     const { rowCount } = await sql(
 *       `INSERT INTO claims (key, ends) VALUES ($1, now() + $2 * interval '1 second')
 *        ON CONFLICT (key) DO UPDATE SET ends = excluded.ends WHERE claims.ends < now()`,
 *       [key, ttlSeconds],
 *     );
 *     return rowCount === 1;
 *   },
 *   async release(key) {
 *     await sql('DELETE FROM claims WHERE key = $1', [key]);
 *   },
 * };
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store });
 */
export interface ReplayStore {
  /** False: known to this process only, so that another process takes the same ticket again. */
  readonly shared: boolean;
  /** True exactly once per key, until `ttlSeconds` have passed or the key is released. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
  /** Forgets a key that was claimed, so that the same ticket can be checked again. */
  release(key: string): Promise<void>;
}

/** A store that a caller made: looked at once, when the captcha is made. */
export function readStore(value: unknown): ReplayStore {
  const store = value as ReplayStore | null;
  try {
    if (typeof store?.claim === 'function' && typeof store.release === 'function') return store;
  } catch {
    // A getter that throws: no store.
  }
  throw new CaptchaError(
    'ERR_CAPTCHA_INVALID_ARGUMENT',
    'store takes an object with claim and release',
  );
}
