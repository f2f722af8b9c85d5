import { readProperty } from '../core/own.js';
import { fetchTransport } from './fetch.js';
import { nodeTransport } from './node.js';
import type { OwnTransport, TransportOptions } from './transport.js';

/**
 * `http` and `https` on Node.js, where every version has them and they cost an eighth of `fetch`;
 * `fetch` on Deno and Bun, where those modules are imitations.
 */
export function defaultTransport(options: TransportOptions): OwnTransport {
  const { versions } = process;
  return readProperty(versions, 'deno') || readProperty(versions, 'bun')
    ? fetchTransport(options)
    : nodeTransport(options);
}
