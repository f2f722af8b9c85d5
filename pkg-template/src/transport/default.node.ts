import { fetchTransport } from './fetch.js';
import { nodeTransport } from './node.js';
import type { OwnTransport, TransportOptions } from './transport.js';

/**
 * `http` and `https` on Node.js, where every version has them and they cost an eighth of `fetch`;
 * `fetch` on Deno and Bun, where those modules are imitations.
 */
export function defaultTransport(_options: TransportOptions): OwnTransport {
  const { versions } = process as { versions: { [name: string]: string | undefined } };
  return versions.deno || versions.bun ? fetchTransport() : nodeTransport();
}
