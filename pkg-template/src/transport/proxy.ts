import type { IncomingMessage } from 'http';
import type { Socket } from 'net';
import { builtin } from '../core/builtin.js';
import { ownProperty } from '../core/own.js';
import { requestOptions } from './node-options.js';
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
 * The proxy for an https address, from `variable` of the environment; `undefined` for none.
 *
 * `no_proxy` or `NO_PROXY` lists hosts that are reached directly: names (which cover what is below
 * them, with or without a leading dot), addresses, either with a port, and `*` for all.
 *
 * @throws TransportError `configuration` for an address that cannot be used; it quotes no part of
 *   the address but its scheme, because the rest may hold a password
 */
export function proxyFor(
  target: URL,
  variable: string,
  environment: Environment,
): Proxy | undefined {
  if (isExcepted(target, exceptions(environment))) return undefined;
  return readProxy(variable, ownProperty(environment, variable) as string);
}

/**
 * Asks the proxy, over a socket that is connected to it, for a way to the target.
 *
 * @throws TransportError retryable: nothing of a request was sent
 */
export function openTunnel(
  socket: Socket,
  proxy: Proxy,
  { hostname, port }: { readonly hostname: string; readonly port: number },
): Promise<void> {
  const http = builtin('http');
  const authority = `${hostname.indexOf(':') < 0 ? hostname : `[${hostname}]`}:${port}`;
  const headers: [string, string][] = [['Host', authority]];
  if (proxy.authorization) headers.push(['Proxy-Authorization', proxy.authorization]);

  return new Promise((resolve, reject) => {
    const refuse = (message: string, cause?: unknown) =>
      reject(new TransportError('network', message, true, cause));
    const answered = (response: IncomingMessage, head?: Buffer) => {
      if (response.statusCode !== 200) {
        refuse(`the proxy answered CONNECT with http status ${response.statusCode}`);
      } else if (!head || head.length > 0) {
        refuse('the proxy sent something before TLS had started');
      } else {
        resolve();
      }
    };
    const request = http.request(requestOptions(socket, 'CONNECT', authority, headers));
    request.on('error', (error) => refuse('the proxy did not answer CONNECT', error));
    request.on('close', () => refuse('the proxy did not answer CONNECT'));
    request.on('response', answered);
    request.on('connect', (response, _socket, head) => answered(response, head));
    request.end();
  });
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
