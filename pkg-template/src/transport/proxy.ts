import { builtin } from '../core/builtin.js';
import { ownProperty } from '../core/own.js';
import { TransportError } from './transport.js';

/** A proxy that is asked with CONNECT. */
export interface Proxy {
  /** Whether it is itself reached over TLS. */
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** The value of `Proxy-Authorization`, if its address has a user or a password. */
  readonly authorization: string | undefined;
}

type Environment = { readonly [name: string]: string | undefined };

/**
 * The proxy for an https address, from `https_proxy` or `HTTPS_PROXY`; `undefined` for none.
 *
 * `no_proxy` or `NO_PROXY` lists hosts that are reached directly: names (which cover what is below
 * them, with or without a leading dot), addresses, either with a port, and `*` for all.
 *
 * @throws TransportError `configuration` for an address that cannot be used; it quotes no part of
 *   the address but its scheme, because the rest may hold a password
 */
export function proxyFor(target: URL, environment: Environment): Proxy | undefined {
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const address = ownProperty(environment, name);
    if (address) {
      return isExcepted(target, exceptions(environment)) ? undefined : readProxy(name, address);
    }
  }
  return undefined;
}

function readProxy(name: string, address: string): Proxy {
  const { URL } = builtin('url');
  const [, scheme = 'http'] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address) ?? [];
  const secure = scheme.toLowerCase() === 'https';
  if (!secure && scheme.toLowerCase() !== 'http') {
    throw misconfigured(
      `${name} must start with http:// or https://, got ${scheme.slice(0, 20)}://`,
    );
  }
  try {
    const url = new URL(address.indexOf('://') < 0 ? `http://${address}` : address);
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return {
      secure,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port) || (secure ? 443 : 80),
      authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
    };
  } catch {
    // Not as the cause: older versions of Node.js quote the whole address in it.
    throw misconfigured(
      `${name} must be the address of a proxy, such as http://proxy.example:3128, and cannot be read`,
    );
  }
}

function misconfigured(message: string): TransportError {
  return new TransportError('configuration', message, false);
}

function exceptions(environment: Environment): string {
  return ownProperty(environment, 'no_proxy') || ownProperty(environment, 'NO_PROXY') || '';
}

function isExcepted(target: URL, list: string): boolean {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || '443';
  if (host === 'localhost' || host === '127.0.0.1' || host === '::1') return true;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '') return false;
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const plain = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
      return plain !== '' && (host === plain || host.endsWith(`.${plain}`));
    });
}
