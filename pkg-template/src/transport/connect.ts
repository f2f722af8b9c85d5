import { builtin } from '../core/builtin.js';
import { ownProperty } from '../core/own.js';
import type { Socket } from 'net';
import type { SecureContext, TLSSocket } from 'tls';
import type { Connection } from './connection.js';
import { createSecureContext, socketOptions, tlsOptions } from './node-options.js';
import { openTunnel, type Proxy, proxyFor } from './proxy.js';
import { TransportError } from './transport.js';

/** Where requests go, and by which way. */
export interface Target {
  readonly address: string;
  readonly secure: boolean;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  readonly path: string;
  readonly proxy: Proxy | undefined;
  /** Made once, for the first connection over TLS: loading the roots takes its time. */
  secureContext: SecureContext | undefined;
  /** Spares the next connection a round trip. Only of connections whose certificate was checked. */
  session: Buffer | undefined;
}

/**
 * The target of an address; the proxy is that of the environment at this moment.
 *
 * @throws TransportError `configuration`
 */
export function targetOf(address: string): Target {
  const url = new (urlClass())(address);
  const secure = url.protocol !== 'http:';
  return {
    address,
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    path: url.pathname,
    // Without TLS only the loopback address is asked, where no proxy is of any use.
    proxy: secure ? proxyOfEnvironment(url) : undefined,
    secureContext: undefined,
    session: undefined,
  };
}

/** What is about proxies is loaded only where the environment names one: see build/parts.mjs. */
function proxyOfEnvironment(url: URL): Proxy | undefined {
  const { env } = process;
  const variable = ['https_proxy', 'HTTPS_PROXY'].find((name) => ownProperty(env, name));
  return variable === undefined ? undefined : proxyFor(url, variable, env);
}

/** Global since Node.js 10, where a new process does not have to load it. */
function urlClass(): typeof URL {
  return typeof URL === 'function' ? URL : (builtin('url').URL as typeof URL);
}

/**
 * Opens the way to the service and gives its socket, through the proxy where there is one.
 *
 * Each socket belongs to the connection from its first moment: destroying the connection ends
 * whatever step this is at, and rejects.
 *
 * @throws TransportError retryable: nothing of a request was sent
 */
export async function open(connection: Connection, target: Target): Promise<Socket> {
  const { proxy } = target;
  let socket = await reach(
    openTcp(connection, proxy || target, () => prepare(target)),
    proxy,
  );
  if (proxy) {
    if (proxy.secure) socket = await reach(startTls(connection, socket, proxy.hostname), proxy);
    await openTunnel(socket, proxy, target);
  }
  if (target.secure) {
    socket = await reach(startTls(connection, socket, target.hostname, target), undefined);
  }
  connection.socket = socket;
  return socket;
}

/** What the first connection needs when it stands. */
function prepare(target: Target): void {
  builtin('http');
  if (target.secure) target.secureContext ??= createSecureContext();
}

/** Says which of the two could not be reached. */
async function reach<T>(step: Promise<T>, proxy: Proxy | undefined): Promise<T> {
  try {
    return await step;
  } catch (cause) {
    const message = `no connection to the ${proxy ? 'proxy' : 'service'}`;
    throw new TransportError('network', message, true, cause);
  }
}

async function openTcp(
  connection: Connection,
  to: { readonly hostname: string; readonly port: number },
  whileItConnects: () => void,
): Promise<Socket> {
  const net = builtin('net');
  const socket = connection.add(net.connect(socketOptions(to.hostname, to.port)));
  whileItConnects();
  await happens(socket, 'connect');
  socket.setNoDelay(true);
  return socket;
}

async function startTls(
  connection: Connection,
  below: Socket,
  hostname: string,
  target?: Target,
): Promise<Socket> {
  const tls = builtin('tls');
  const secureContext = target?.secureContext ?? createSecureContext();
  const options = tlsOptions(below, hostname, secureContext, target?.session);
  // Said to be absent, because Node.js looks for more options at these places of its arguments.
  const connect = tls.connect as (...all: unknown[]) => TLSSocket;
  const socket = connection.add(connect(options, undefined, undefined));
  await happens(socket, 'secureConnect');
  if (target) keepSession(socket, target);
  return socket;
}

/** TLS 1.3 gives sessions after the handshake, in this event; before, there is one at its end. */
function keepSession(socket: TLSSocket, target: Target): void {
  if (!socket.authorized) return;
  socket.on('session', (session: Buffer) => {
    target.session = session;
  });
  if (socket.getProtocol() !== 'TLSv1.3') target.session = socket.getSession();
}

/** Waits for an event of a socket; an error or its end before that rejects. */
function happens(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      socket.removeListener(event, succeed);
      socket.removeListener('error', settle);
      socket.removeListener('close', close);
      if (error) reject(error);
      else resolve();
    };
    const succeed = () => settle();
    const close = () => settle(new Error('the connection was closed'));
    socket.on(event, succeed);
    socket.on('error', settle);
    socket.on('close', close);
  });
}
