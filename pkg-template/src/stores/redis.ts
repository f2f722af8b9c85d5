import { CaptchaError, isCaptchaError } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import type { ReplayStore } from './store.js';

type Send = (command: string, args: string[]) => Promise<unknown>;

/**
 * A store in Redis, shared by every process that uses the same server.
 *
 * Takes a client of ioredis (4, 5) or node-redis (3, 4, 5), cluster clients included; connecting it
 * and listening to its errors stay with you. A claim is one atomic `SET key 1 EX seconds NX`.
 *
 * @example
 * import Redis from 'ioredis';
 * const store = redisStore(new Redis(process.env.REDIS_URL));
 * const captcha = createCaptcha({ captchaAppId, appSecretKey, store });
 */
export function redisStore(client: object, options?: { prefix?: string }): ReplayStore {
  const { prefix = 'tcaptcha:' } = readOptions(options ?? {}, ['prefix'], 'options');
  if (typeof prefix !== 'string') {
    throw new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', 'prefix takes a string');
  }
  const send = usable(() => commandSender(client));
  return {
    shared: true,

    async claim(key, ttlSeconds) {
      const reply = await send('SET', [prefix + key, '1', 'EX', String(ttlSeconds), 'NX']);
      if (reply === null || reply === undefined) return false;
      if (String(reply) === 'OK') return true;
      throw new Error('redis answered SET with neither OK nor nil');
    },

    async release(key) {
      await send('DEL', [prefix + key]);
    },
  };
}

/** Finds out by what the client can do how it takes a command. */
function commandSender(client: object): Send {
  // biome-ignore lint/suspicious/noExplicitAny: five clients, none of which is a dependency
  const any = client as any;
  if (typeof any?.call === 'function') {
    // ioredis, Redis and Cluster alike.
    return (command, args) => any.call(command, ...args);
  }
  const modern = legacyModeOf(any);
  if (modern) {
    return (command, args) => modern.sendCommand([command, ...args]);
  }
  if (typeof any?.send_command === 'function') {
    // node-redis 3.
    return (command, args) =>
      new Promise((resolve, reject) => {
        any.send_command(command, args, (error: unknown, reply: unknown) => {
          if (error) reject(error);
          else resolve(reply);
        });
      });
  }
  if (typeof any?.sendCommand === 'function') {
    // node-redis 4 and 5; a cluster wants to know the key, by which it finds the server.
    return typeof any.nodeClient === 'function'
      ? (command, args) => any.sendCommand(args[0], false, [command, ...args])
      : (command, args) => any.sendCommand([command, ...args]);
  }
  throw notAClient();
}

/** The promise interface of node-redis 4 in its legacy mode; asking it outside of that mode throws. */
function legacyModeOf(client: {
  v4?: { sendCommand?: unknown };
}): { sendCommand(words: string[]): Promise<unknown> } | undefined {
  try {
    const modern = client?.v4;
    return typeof modern?.sendCommand === 'function' ? (modern as never) : undefined;
  } catch {
    return undefined;
  }
}

/** What was found; a client whose properties cannot be read is none. */
function usable(find: () => Send): Send {
  try {
    return find();
  } catch (cause) {
    throw isCaptchaError(cause) ? cause : notAClient(cause);
  }
}

function notAClient(cause?: unknown): CaptchaError {
  const message = 'client takes a client of ioredis or node-redis';
  return new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', message, cause);
}
