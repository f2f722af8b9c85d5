// The end user's address, as each platform tells it.

import { CaptchaError, isOf } from '../core/errors.js';
import { readKind, readOptions } from '../core/options.js';
import { readProperty } from '../core/own.js';
import { wasm } from '../core/wasm.js';

/** Headers by their names, as Node.js and the gateways of clouds have them. */
export interface HeaderRecord {
  readonly [name: string]: string | readonly string[] | undefined;
}

/** `Headers` of `fetch`. */
export interface HeadersLike {
  /** The header's value; several are joined by commas. */
  get(name: string): string | null;
}

/** A request of Node.js, Express, Koa or Fastify. */
export interface NodeRequest {
  readonly headers: HeaderRecord | HeadersLike;
  readonly socket?: { readonly remoteAddress?: string | undefined } | null | undefined;
}

/** Where the end user's address stands: see `userIpFrom`. */
export type UserIpPlatform =
  'socket' | 'wx-cloud-function' | 'wx-cloud-run' | 'unicloud' | { readonly proxies: number };

/**
 * Returns the end user's address, for `check` and `verify`. An IPv4 address that was mapped to IPv6 is
 * returned as IPv4.
 *
 * - `'socket'`: the other end of the connection, for a server that clients reach directly
 * - `'wx-cloud-function'`: of `cloud.getWXContext()`
 * - `'wx-cloud-run'`: of `X-Original-Forwarded-For`, which counts only beside `X-WX-SOURCE`; turn public
 *   access to the service off, because over it a client may write both
 * - `'unicloud'`: of a function's `context`, or of `getClientInfo()` in a cloud object
 * - `{ proxies: n }`: the entry of `X-Forwarded-For` that the first of n trusted proxies has added; with
 *   1 the last entry
 *
 * @throws CaptchaError ERR_CAPTCHA_INVALID_ARGUMENT, naming what is missing or no address
 *
 * @example
 * const request = { headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' } };
 * const userIp = userIpFrom(request, { proxies: 1 }); // '203.0.113.7'
 */
export function userIpFrom(request: NodeRequest, platform: 'socket'): string;
export function userIpFrom(
  wxContext: { readonly CLIENTIP?: string | undefined; readonly CLIENTIPV6?: string | undefined },
  platform: 'wx-cloud-function',
): string;
export function userIpFrom(
  context: { readonly CLIENTIP?: string | undefined; readonly clientIP?: string | undefined },
  platform: 'unicloud',
): string;
export function userIpFrom(
  request: NodeRequest | HeadersLike | HeaderRecord,
  platform: 'wx-cloud-run' | { readonly proxies: number },
): string;
export function userIpFrom(source: unknown, platform: unknown): string {
  let found: unknown;
  try {
    found = find(source, platform);
  } catch (cause) {
    if (isOf(CaptchaError, cause)) throw cause;
    throw invalid('the source of userIp must be readable, got an object that throws', cause);
  }
  return wasm().normalizeUserIp(readKind('text', found, 'userIp'));
}

function find(source: unknown, platform: unknown): string {
  switch (platform) {
    case 'socket':
      return firstText(readProperty(source, 'socket'), ['remoteAddress'], 'request.socket');
    case 'wx-cloud-function':
      return firstText(source, ['CLIENTIP', 'CLIENTIPV6'], 'wxContext');
    case 'unicloud':
      return firstText(source, ['CLIENTIP', 'clientIP'], 'context');
    case 'wx-cloud-run':
      // Without it the request came another way, and may carry whatever its sender likes.
      header(source, 'X-WX-SOURCE');
      return header(source, 'X-Original-Forwarded-For').trim();
    default:
      return forwardedFor(source, platform);
  }
}

/** The first of these properties that is text. */
function firstText(source: unknown, names: readonly string[], what: string): string {
  for (const name of names) {
    const value = readProperty(source, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  throw invalid(`${what} must have ${names.join(' or ')}, got none`);
}

function forwardedFor(source: unknown, platform: unknown): string {
  const { proxies } = readOptions(platform, { proxies: 'number' }, 'platform');
  if (!Number.isInteger(proxies) || proxies < 1) {
    throw invalid(`platform.proxies must be a whole number of at least 1, got ${proxies}`);
  }
  const entries = header(source, 'X-Forwarded-For').split(',');
  const entry = entries[entries.length - proxies];
  if (entry === undefined) {
    throw invalid(
      `the header X-Forwarded-For must have at least ${proxies} entries, got ${entries.length}`,
    );
  }
  return withoutPort(entry.trim());
}

/** `203.0.113.7:49152` and `[2001:db8::1]:49152` without brackets and port. */
function withoutPort(entry: string): string {
  const [, inBrackets, ipv4] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(entry) ?? [];
  return inBrackets ?? ipv4 ?? entry;
}

function header(source: unknown, name: string): string {
  const headers = readProperty(source, 'headers') ?? source;
  const value = headerOf(headers, name);
  if (value !== '') return value;
  throw invalid(`the request must have the header ${name}, got none`);
}

function headerOf(headers: unknown, name: string): string {
  if (typeof headers !== 'object' || headers === null) return '';
  const lowerName = name.toLowerCase();
  if (typeof readProperty(headers, 'get') === 'function') {
    return (headers as HeadersLike).get(lowerName) ?? '';
  }
  const spellings = Object.keys(headers).filter((found) => found.toLowerCase() === lowerName);
  // One may be the client's, and their order says nothing.
  if (spellings.length > 1) {
    throw invalid(`the request must have the header ${name} in one spelling, got several`);
  }
  const [spelling] = spellings;
  return spelling === undefined ? '' : String((headers as HeaderRecord)[spelling] ?? '');
}

function invalid(message: string, cause?: unknown): CaptchaError {
  return new CaptchaError('ERR_CAPTCHA_INVALID_ARGUMENT', message, cause);
}
