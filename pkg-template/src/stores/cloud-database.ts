import { CaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { readProperty } from '../core/own.js';
import { methodOf } from './methods.js';
import { createClaimValue, createOwnClaims } from './own-claims.js';
import type { ReplayStore } from './store.js';

/**
 * The database client: `cloud.database()` of wx-server-sdk, `app.database()` of @cloudbase/node-sdk or
 * `uniCloud.database()`. This is what the store uses of it.
 */
export interface CloudDatabase {
  /** Returns a collection by its name. */
  collection(name: string): CloudCollection;
  /** The operators of queries. */
  readonly command: {
    /** Less than. */
    lt(value: unknown): unknown;
  };
}

/** A collection of the database, as far as the store uses it. */
export interface CloudCollection {
  /** Inserts a row and resolves with its `_id`. wx-server-sdk takes `{ data: row }`, the others take the row. */
  // biome-ignore lint/suspicious/noExplicitAny: three clients, three types
  add(row: any): unknown;
  /** Selects the row with this `_id`. */
  doc(id: string): CloudRows;
  /** Selects the rows that fit the condition. */
  where(condition: object): CloudQuery;
}

/** Rows that were selected and can be deleted. */
export interface CloudRows {
  /** Deletes the rows and resolves with their number. */
  remove(): unknown;
}

/** Rows that were selected and can be read or deleted. */
export interface CloudQuery extends CloudRows {
  /** Reads the rows. */
  get(): unknown;
}

/** Options of the store in a cloud database. */
export interface CloudDatabaseOptions {
  /** The collection's name: `tcaptcha_claims` when left out. */
  collection?: string | undefined;
  /** The package that the database client comes from. Works without; with it, rows are smaller. */
  client?: CloudDatabaseClient | undefined;
}

/** The packages that give out a database client. */
export type CloudDatabaseClient = 'wx-server-sdk' | 'cloudbase' | 'unicloud';

const DEFAULT_COLLECTION = 'tcaptcha_claims';

/** A claim as it lies in the collection. */
interface Row {
  _id: string;
  /** The claim's own value: says whose claim it is. */
  claim: string;
  expiresAtMs: number;
}

/** What the `add` of each client takes. */
const toArgument: { [client in CloudDatabaseClient]: (row: Row) => object } = {
  'wx-server-sdk': (row) => ({ data: row }),
  cloudbase: (row) => row,
  unicloud: (row) => row,
};

/**
 * Every client inserts this with the row's `_id`: wx-server-sdk takes `data` and ignores the rest, the
 * others take all of it. So one insert is enough, whichever client it is. To try one form after the
 * other would leave a row with a fresh `_id` behind, which is no lock.
 */
const toArgumentOfAnyClient = (row: Row) => ({ ...row, data: row });

/**
 * A store in the cloud database, shared by all cloud functions of the environment.
 *
 * Create the collection first (`tcaptcha_claims` when left out), closed to clients. A claim inserts
 * a row whose `_id` is the key, which the database takes once. Rows stay until
 * `removeExpiredClaims` is called, best from a timer trigger.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * const cloud = require('wx-server-sdk');
 * cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
 * const store = cloudDatabaseStore(cloud.database());
 */
export function cloudDatabaseStore(
  database: CloudDatabase,
  options?: CloudDatabaseOptions,
): ReplayStore {
  const { collection, argumentOf } = readArguments(database, options);
  const ownClaims = createOwnClaims();
  const remove = async (key: string, claim: string) =>
    checkAnswer(await collection().where({ _id: key, claim }).remove());
  return {
    shared: true,

    async claim(key, ttlSeconds) {
      const claim = createClaimValue();
      const row = { _id: key, claim, expiresAtMs: Date.now() + ttlSeconds * 1000 };
      try {
        const isOwn = await insert(collection(), argumentOf(row), row);
        if (isOwn) ownClaims.add(key, claim);
        return isOwn;
      } catch (error) {
        // The row may be there all the same. Nobody waits for this.
        remove(key, claim).catch(() => {});
        throw error;
      }
    },

    async release(key) {
      const claim = ownClaims.take(key);
      if (claim !== undefined) await remove(key, claim);
    },
  };
}

/**
 * Removes the rows of claims that have expired; resolves with their number.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, and what the database client throws
 *
 * @example
 * // a cloud function with a timer trigger, once an hour
 * exports.main = () => removeExpiredClaims(cloud.database());
 */
export async function removeExpiredClaims(
  database: CloudDatabase,
  options?: CloudDatabaseOptions,
): Promise<number> {
  const { collection } = readArguments(database, options);
  const expired = collection().where({ expiresAtMs: database.command.lt(Date.now()) });
  const answer = checkAnswer(await expired.remove());
  // wx-server-sdk has the number in `stats.removed`, the others have it in `deleted`.
  const removed = read(read(answer, 'stats'), 'removed') ?? read(answer, 'deleted');
  if (typeof removed !== 'number') throw new Error('the database did not say how many it removed');
  return removed;
}

/** Inserts the row; whether the key is this claim's. Rejects when nobody can tell. */
async function insert(collection: CloudCollection, argument: object, row: Row): Promise<boolean> {
  let failure: unknown;
  try {
    const answer = checkAnswer(await collection.add(argument));
    const id = read(answer, '_id') ?? read(answer, 'id');
    if (id === row._id) return true;
    failure = new Error("add of the database did not answer with the row's _id: check `client`");
    // The row went in under another _id.
    if (typeof id === 'string' && id !== '') await collection.doc(id).remove();
  } catch (error) {
    failure ??= error;
  }
  // Is the key taken? Ask the database: each client and platform reports a duplicate in its own words.
  const found = await readClaim(collection, row._id);
  if (found !== undefined) return found === row.claim;
  if (isDuplicate(failure)) return false;
  throw failure;
}

/** The value of the claim that has the key; `undefined` if there is none or it cannot be read. */
async function readClaim(collection: CloudCollection, key: string): Promise<unknown> {
  try {
    const rows = read(checkAnswer(await collection.where({ _id: key }).get()), 'data');
    const [row] = Array.isArray(rows) ? (rows as unknown[]) : [];
    return row === undefined ? undefined : (read(row, 'claim') ?? null);
  } catch {
    return undefined;
  }
}

/** Whether the failure says that the `_id` exists: for a database whose rows could not be read. */
function isDuplicate(failure: unknown): boolean {
  return ['code', 'errMsg', 'message'].some((name) => {
    const text = read(failure, name);
    return typeof text === 'string' && /E11000|duplicate/i.test(text);
  });
}

/** Some clients return `{ code, message }` where others throw. */
function checkAnswer(answer: unknown): unknown {
  const code = read(answer, 'code') || read(answer, 'errCode');
  if (!code) return answer;
  const error = new Error(String(read(answer, 'message') ?? read(answer, 'errMsg') ?? ''));
  throw Object.assign(error, { code: String(code) });
}

function read(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? readProperty(value, name) : undefined;
}

function readArguments(database: CloudDatabase, options?: CloudDatabaseOptions) {
  const given = readOptions(options ?? {}, { collection: 'any?', client: 'any?' }, 'options');
  const { collection: name = DEFAULT_COLLECTION, client } = given;
  if (!hasMethod(database, 'collection')) {
    throw invalid('database must be a cloud database client, such as cloud.database()');
  }
  if (typeof name !== 'string' || name === '') {
    throw invalid("collection must be a collection's name");
  }
  const isKnown = Object.prototype.hasOwnProperty.call(toArgument, String(client));
  if (client !== undefined && !(typeof client === 'string' && isKnown)) {
    throw invalid("client must be 'wx-server-sdk', 'cloudbase' or 'unicloud'");
  }
  return {
    collection: () => database.collection(name),
    argumentOf:
      client === undefined ? toArgumentOfAnyClient : toArgument[client as CloudDatabaseClient],
  };
}

function hasMethod(object: unknown, name: string): boolean {
  try {
    return methodOf(object, name) !== undefined;
  } catch {
    // A getter that throws: no such method.
    return false;
  }
}

function invalid(message: string): CaptchaError {
  return new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', message);
}
