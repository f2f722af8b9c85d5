import { CaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import type { ReplayStore } from './store.js';

/** What is used of `cloud.database()` of wx-server-sdk. */
export interface CloudDatabase {
  /** A collection by its name. */
  collection(name: string): CloudCollection;
  /** Of the database's operators, the one that compares. */
  readonly command: {
    /** Less than. */
    lt(value: unknown): unknown;
  };
}

/** What is used of a collection. */
export interface CloudCollection {
  /** Inserts a row. */
  add(options: { data: object }): Promise<unknown>;
  /** One row. */
  doc(id: string): CloudRows;
  /** The rows that fit. */
  where(condition: object): CloudRows;
}

/** Rows that were chosen. */
export interface CloudRows {
  /** Deletes them. */
  remove(): Promise<unknown>;
}

const DEFAULT_COLLECTION = 'tcaptcha_claims';

/** Codes under which the platform reports an `_id` that exists; other failures have them too. */
const DUPLICATE_CODES = [-501001, -502001];
const DUPLICATE_MESSAGE = /duplicate/i;

/**
 * A store in the mini program's cloud database, shared by all of its cloud functions.
 *
 * Create the collection first (`tcaptcha_claims` when left out), closed to clients. A claim inserts
 * a row whose `_id` is the key, which the database takes once. Rows stay until
 * `removeExpiredClaims` is called, best from a timer trigger.
 *
 * @example
 * const cloud = require('wx-server-sdk');
 * cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
 * const store = cloudDatabaseStore(cloud.database());
 */
export function cloudDatabaseStore(
  database: CloudDatabase,
  options?: { collection?: string },
): ReplayStore {
  const collection = collectionOf(database, options);
  return {
    shared: true,

    async claim(key, ttlSeconds) {
      try {
        const expiresAtMs = Date.now() + ttlSeconds * 1000;
        await collection().add({ data: { _id: key, expiresAtMs } });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async release(key) {
      await collection().doc(key).remove();
    },
  };
}

/**
 * Removes the rows of claims that have expired, and says how many.
 *
 * @example
 * // a cloud function with a timer trigger, once an hour
 * exports.main = () => removeExpiredClaims(cloud.database());
 */
export async function removeExpiredClaims(
  database: CloudDatabase,
  options?: { collection?: string },
): Promise<number> {
  const collection = collectionOf(database, options)();
  const expired = collection.where({ expiresAtMs: database.command.lt(Date.now()) });
  const { stats } = (await expired.remove()) as { stats?: { removed?: number } };
  return stats?.removed ?? 0;
}

function collectionOf(database: CloudDatabase, options?: { collection?: string }) {
  const { collection = DEFAULT_COLLECTION } = readOptions(options ?? {}, ['collection'], 'options');
  if (typeof readOptions(database, ['collection'], 'database').collection !== 'function') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'database takes cloud.database()');
  }
  if (typeof collection !== 'string' || collection === '') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', "collection takes a collection's name");
  }
  return () => database.collection(collection);
}

function isDuplicate(error: unknown): boolean {
  const { errCode, errMsg, code } = (error ?? {}) as Record<string, unknown>;
  if (code === 'DATABASE_DUPLICATE_WRITE') return true;
  return DUPLICATE_CODES.indexOf(errCode as number) >= 0 && DUPLICATE_MESSAGE.test(String(errMsg));
}
