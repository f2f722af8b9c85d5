import { CaptchaError, isCaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { readProperty } from '../core/own.js';
import { methodOf } from './methods.js';
import { createClaimValue, createOwnClaims } from './own-claims.js';
import type { ReplayStore } from './store.js';

type Send = (words: string[]) => Promise<unknown>;

/**
 * Claims a key: 1 if it is this claim's, 0 if it is another's. Clients send a command again when its
 * reply was lost, so a key that holds this claim's own value is a success. The key is read first, so
 * that a Redis that is full still recognizes a replay.
 */
const CLAIM_SCRIPT = `
local holder = redis.call('GET', KEYS[1])
if not holder then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
if not holder or holder == ARGV[1] then return 1 end
return 0`;

/** Deletes a key if it still holds this claim's value: it may be another process's claim by now. */
const RELEASE_SCRIPT = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * A store in Redis, shared by every process that uses the same server.
 *
 * Takes a client of ioredis (4, 5, 6) or node-redis (3, 4, 5, 6; the client itself, not `legacy()`),
 * clients for clusters, pools and sentinels included. Connecting it and listening to its errors stay with you.
 * A claim is a key with a random value. Claim and release are one script each (`EVAL`), so that a
 * command that the client sends twice has the effect of one, and a release never deletes another
 * process's claim.
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT
 *
 * @example
 * import { Redis } from 'ioredis';
 * const store = redisStore(new Redis(process.env.REDIS_URL));
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store });
 */
export function redisStore(client: object, options?: { prefix?: string | undefined }): ReplayStore {
  const { prefix = 'tcaptcha:' } = readOptions(options ?? {}, { prefix: 'any?' }, 'options');
  if (typeof prefix !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'prefix must be a string');
  }
  const send = usable(() => commandSender(client));
  const run = (script: string, key: string, ...args: string[]) =>
    send(['EVAL', script, '1', prefix + key, ...args]);
  const ownClaims = createOwnClaims();
  return {
    shared: true,

    async claim(key, ttlSeconds) {
      const value = createClaimValue();
      let isOwn: boolean;
      try {
        const ttlMs = String(Math.ceil(ttlSeconds * 1000));
        isOwn = readReply(await run(CLAIM_SCRIPT, key, value, ttlMs));
      } catch (error) {
        // The command may have arrived all the same. Nobody waits for this.
        run(RELEASE_SCRIPT, key, value).catch(() => {});
        throw error;
      }
      if (!isOwn) return false;
      ownClaims.add(key, value);
      return true;
    },

    async release(key) {
      const value = ownClaims.take(key);
      if (value === undefined) return;
      const deleteOwn = () => run(RELEASE_SCRIPT, key, value);
      // node-redis does not send a command again whose reply was lost.
      await deleteOwn().catch(deleteOwn);
    },
  };
}

/** Whether the claim script says 1, in the types that clients give an integer; throws for all but 0 and 1. */
function readReply(reply: unknown): boolean {
  const isInteger =
    typeof reply === 'number' || typeof reply === 'string' || typeof reply === 'bigint';
  const text = isInteger ? String(reply) : '';
  if (text !== '0' && text !== '1') throw new Error('redis answered neither 1 nor 0');
  return text === '1';
}

/** Finds out how the client takes a command, by the methods that it has. */
function commandSender(client: object): Send {
  if (typeof client !== 'object') throw notAClient();
  const call = methodOf(client, 'call');
  // ioredis, Redis and Cluster alike.
  if (call) return async (words) => call(...words);

  const modern = modernInterface(client);
  if (modern) return async (words) => modern(words);

  const sendCommand = methodOf(client, 'sendCommand');
  const sendWithCallback = methodOf(client, 'send_command');
  if (sendWithCallback) {
    // node-redis 3.
    return ([command, ...args]) =>
      new Promise((resolve, reject) => {
        sendWithCallback(command, args, (error: unknown, reply: unknown) => {
          if (error) reject(error);
          else resolve(reply);
        });
      });
  }
  if (!sendCommand) throw notAClient();
  // node-redis 4 and 5. A cluster wants the key, by which it finds the server.
  if (methodOf(client, 'nodeClient')) return async (words) => sendCommand(words[3], false, words);
  // A sentinel client wants to know whether a replica may answer.
  if (methodOf(client, 'getMasterNode')) return async (words) => sendCommand(false, words);
  return async (words) => sendCommand(words);
}

/** `sendCommand` of a node-redis 4 in legacy mode; reading `v4` throws outside of that mode. */
function modernInterface(client: object): ((words: string[]) => unknown) | undefined {
  try {
    return methodOf(readProperty(client, 'v4'), 'sendCommand');
  } catch {
    return undefined;
  }
}

/** Returns what `find` found; a client whose properties cannot be read is none. */
function usable(find: () => Send): Send {
  try {
    return find();
  } catch (cause) {
    throw isCaptchaError(cause) ? cause : notAClient(cause);
  }
}

function notAClient(cause?: unknown): CaptchaError {
  const message = 'client must be a client of ioredis or node-redis';
  return new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', message, cause);
}
