import { CaptchaError, isOf } from '../core/errors.js';
import { mustBe, readOptions } from '../core/options.js';
import { readProperty } from '../core/own.js';
import { wasm } from '../core/wasm.js';

/**
 * Where the end user's address stands.
 *
 * `socket`: nothing is between the user and this server. `wx-cloud-function`: what `cloud.getWXContext()`
 * gives. `wx-cloud-run`: 微信云托管. `unicloud`: a function's context, or `getClientInfo()`.
 * `{ proxies }`: how many proxies of your own append to `X-Forwarded-For`.
 */
export type UserIpPlatform =
  | 'socket'
  | 'wx-cloud-function'
  | 'wx-cloud-run'
  | 'unicloud'
  | { readonly proxies: number };

/** Header fields by name, in any case. */
export interface HeaderRecord {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** The part of a `Headers` object that is used. */
export interface HeadersLike {
  /** The field's value; all of them, with commas, where there are several. */
  get(name: string): string | null;
}

/** The part of a request of Node.js that is used; those of Express, Koa and Fastify have it too. */
export interface NodeRequest {
  readonly headers: HeaderRecord;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * The end user's address, for `userIp` of `check`; an IPv4 address that was mapped to IPv6 as IPv4.
 *
 * A header counts only where the platform sets it, so that nobody wins by sending one:
 *
 * - `wx-cloud-run`: `X-Original-Forwarded-For`, and only beside `X-WX-SOURCE`
 * - `{ proxies: 1 }`: the last entry of `X-Forwarded-For`, which the one proxy appended; with 2 the last
 *   but one. A port and brackets are cut off. The number must be right: the server must be reachable
 *   through the proxies alone
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, naming what is missing or is no address
 *
 * @example
 * const request = { headers: { 'x-forwarded-for': '203.0.113.7:4711' }, socket: {} };
 * const userIp = userIpFrom(request, { proxies: 1 }); // '203.0.113.7'
 * const outcome = await captcha.check({ captchaResult, userIp });
 */
export function userIpFrom(request: NodeRequest, platform: 'socket'): string;
export function userIpFrom(
  wxContext: { readonly CLIENTIP?: string; readonly CLIENTIPV6?: string },
  platform: 'wx-cloud-function',
): string;
export function userIpFrom(
  request: NodeRequest | HeadersLike | HeaderRecord,
  platform: 'wx-cloud-run' | { readonly proxies: number },
): string;
export function userIpFrom(
  context: { readonly CLIENTIP?: string } | { readonly clientIP?: string },
  platform: 'unicloud',
): string;
export function userIpFrom(request: object, platform: UserIpPlatform): string {
  return userIpReader(platform)(request);
}

/** Reads addresses from what one platform hands over; ERR_CAPTCHA_INVALID_ARGUMENT if there is no such platform. */
export function userIpReader(platform: unknown): (request: unknown) => string {
  const read = readerOf(platform);
  return (request) => {
    try {
      return read(request);
    } catch (error) {
      if (isOf(CaptchaError, error)) throw error;
      throw invalid('request must be readable, got an object that throws', error);
    }
  };
}

/** One IPv4 or IPv6 address as the vendor is told it; `name` is what it is called where it is none. */
export function asUserIp(value: unknown, name = 'userIp'): string {
  try {
    // The lone surrogates that a JavaScript string may have are no part of an address.
    if (typeof value === 'string') return wasm().normalizeUserIp(value);
  } catch (error) {
    // No wasm is another error than no address.
    if (!isOf(CaptchaError, error) || error.code !== 'ERR_CAPTCHA_INVALID_ARGUMENT') throw error;
  }
  throw mustBe('ERR_CAPTCHA_INVALID_ARGUMENT', name, 'one IPv4 or IPv6 address', value);
}

type Reader = (request: unknown) => string;

const READERS: { readonly [platform: string]: Reader } = {
  // Of an object without a prototype: `__proto__` is no platform.
  __proto__: null as never,

  socket(request) {
    const address = readProperty(readProperty(request, 'socket'), 'remoteAddress');
    return asUserIp(address, 'request.socket.remoteAddress');
  },

  // Both may be there, and either may be missing or empty.
  'wx-cloud-function'(context) {
    const address = readProperty(context, 'CLIENTIP') || readProperty(context, 'CLIENTIPV6');
    return asUserIp(address, 'CLIENTIP or CLIENTIPV6 of cloud.getWXContext()');
  },

  'wx-cloud-run'(request) {
    // Requests that did not come through WeChat's gateway have no source; their headers are anybody's.
    if (!header(request, 'X-WX-SOURCE')) {
      throw invalid('the request must have come through WeChat: the header X-WX-SOURCE is missing');
    }
    const address = header(request, 'X-Original-Forwarded-For');
    return asUserIp(address, 'the header X-Original-Forwarded-For');
  },

  unicloud(context) {
    const address = readProperty(context, 'CLIENTIP') || readProperty(context, 'clientIP');
    return asUserIp(address, 'CLIENTIP of the context, or clientIP of getClientInfo(),');
  },
};

function readerOf(platform: unknown): Reader {
  const named = typeof platform === 'string' ? READERS[platform] : undefined;
  if (named) return named;
  if (typeof platform !== 'object' || platform === null) {
    const names = Object.keys(READERS).join(', ');
    throw mustBe('ERR_CAPTCHA_INVALID_ARGUMENT', 'platform', `${names} or { proxies }`, platform);
  }
  const { proxies } = readOptions(platform, { proxies: 'number' }, 'platform');
  if (!Number.isInteger(proxies) || proxies < 1) {
    throw invalid(
      `platform.proxies must be a whole number from 1, got ${proxies}; without a proxy the platform is socket`,
    );
  }
  return (request) => forwardedFor(request, proxies);
}

/** The entry of `X-Forwarded-For` that the outermost of so many proxies appended. */
function forwardedFor(request: unknown, proxies: number): string {
  const entries = (header(request, 'X-Forwarded-For') ?? '').split(',');
  const entry = entries[entries.length - proxies];
  if (entry === undefined || entry.trim() === '') {
    throw invalid(
      `the header X-Forwarded-For must have an entry of each of ${proxies} proxies, got too few`,
    );
  }
  return asUserIp(withoutPort(entry.trim()), `entry ${proxies} from the right of X-Forwarded-For`);
}

/** `203.0.113.7:4711` and `[2001:db8::7]:4711`, as some proxies write them. */
function withoutPort(entry: string): string {
  const found = /^(?:\[([^\]]*)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/.exec(entry);
  return found?.[1] ?? found?.[2] ?? entry;
}

/** A header of a request, of `Headers`, or of a plain object; several values with commas. */
function header(request: unknown, name: string): string | undefined {
  const inside = readProperty(request, 'headers');
  const headers = typeof inside === 'object' && inside !== null ? inside : request;
  if (typeof readProperty(headers, 'get') === 'function') {
    return (headers as HeadersLike).get(name) ?? undefined;
  }
  if (typeof headers !== 'object' || headers === null) {
    throw mustBe('ERR_CAPTCHA_INVALID_ARGUMENT', 'request', 'an object with headers', request);
  }
  // Node.js writes names in lower case, gateways and people as they like.
  const lower = name.toLowerCase();
  const names = Object.keys(headers).filter((one) => one.toLowerCase() === lower);
  if (names.length > 1) throw invalid(`the header ${name} must be there once, got it twice`);
  const value = names[0] === undefined ? undefined : (headers as HeaderRecord)[names[0]];
  return value === undefined ? undefined : String(value);
}

function invalid(message: string, cause?: unknown): CaptchaError {
  return new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', message, cause);
}
