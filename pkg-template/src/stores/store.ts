import { CaptchaError } from '../core/errors.js';
import { methodOf } from './methods.js';

/**
 * Remembers which tickets were checked, so that each is checked once.
 *
 * Keys are SHA-256 hashes in hexadecimal digits, never tickets. A method that throws makes the
 * check `unavailable`/`store`.
 *
 * @example
 * // In a table of PostgreSQL: claiming is one statement, never a read and then a write. `owner` is
 * // this process, so that a release that comes late deletes no claim of another process.
 * const owner = crypto.randomUUID();
 * const store = {
 *   shared: true,
 *   async claim(key, ttlSeconds) {
 *     const { rowCount } = await sql(
 *       `INSERT INTO claims (key, owner, ends) VALUES ($1, $2, now() + $3 * interval '1 second')
 *        ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, ends = excluded.ends
 *        WHERE claims.ends < now()`,
 *       [key, owner, ttlSeconds],
 *     );
 *     return rowCount === 1;
 *   },
 *   async release(key) {
 *     await sql('DELETE FROM claims WHERE key = $1 AND owner = $2', [key, owner]);
 *   },
 * };
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store });
 */
export interface ReplayStore {
  /** False: known to this process only, so that another process takes the same ticket again. */
  readonly shared: boolean;
  /** True exactly once per key, until `ttlSeconds` have passed or the key is released. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
  /** Gives back this store's own claim, never another's, so that the same ticket can be checked again. */
  release(key: string): Promise<void>;
}

/** Checks once, when the captcha is created, that a caller's store has the two methods. */
export function readStore(value: unknown): ReplayStore {
  try {
    if (methodOf(value, 'claim') && methodOf(value, 'release')) return value as ReplayStore;
  } catch {
    // A getter that throws: no store.
  }
  throw new CaptchaError(
    'ERR_CAPTCHA_INVALID_ARGUMENT',
    'store must be an object with the methods claim and release',
  );
}
