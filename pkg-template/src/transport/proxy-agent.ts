import type { Agent, AgentOptions, ClientRequest, RequestOptions } from 'http';
import type { Socket } from 'net';
import type { ConnectionOptions } from 'tls';
import { builtin } from '../core/builtin.js';
import { TransportError } from './transport.js';

type Created = (error: Error | null, socket?: Socket) => void;

/**
 * An agent whose connections lead through a proxy's CONNECT, with TLS to the service inside.
 *
 * The proxy's user and password come from its address; it may itself be reached over https.
 */
export function createProxyAgent(proxy: URL, options: AgentOptions): Agent {
  const https = builtin('https');
  const agent = new https.Agent(options);
  const tunnel = (target: ConnectionOptions, created: Created) => {
    let done = false;
    const once: Created = (error, socket) => {
      if (done) return;
      done = true;
      created(error, socket);
    };
    openTunnel(proxy, target, once);
  };
  // How Node.js has its agents make connections, callback form included, in every version.
  (agent as unknown as { createConnection: typeof tunnel }).createConnection = tunnel;
  return agent;
}

function openTunnel(proxy: URL, target: ConnectionOptions, created: Created): void {
  const secure = proxy.protocol === 'https:';
  const client = (secure ? builtin('https') : builtin('http')) as typeof import('http');
  const host = String(target.host);
  const authority = `${host.indexOf(':') < 0 ? host : `[${host}]`}:${target.port}`;
  const headers: { [name: string]: string } = { Host: authority };
  if (proxy.username || proxy.password) {
    const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    headers['Proxy-Authorization'] = `Basic ${Buffer.from(login).toString('base64')}`;
  }
  const options: RequestOptions = {
    method: 'CONNECT',
    hostname: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port || (secure ? 443 : 80),
    path: authority,
    headers,
    agent: false,
  };

  const connect: ClientRequest = client.request(options);
  const refused = (message: string, cause?: unknown) =>
    created(new TransportError('network', message, true, cause));
  connect.once('error', (error) => refused('no connection to the proxy', error));
  connect.once('response', (response) => {
    response.resume();
    connect.abort();
    refused(`the proxy answered CONNECT with http status ${response.statusCode}`);
  });
  connect.once('connect', (response, socket: Socket, head: Buffer) => {
    if (response.statusCode !== 200 || head.length > 0) {
      socket.destroy();
      refused(`the proxy answered CONNECT with http status ${response.statusCode}`);
      return;
    }
    startTls(socket, target, created);
  });
  connect.end();
}

function startTls(socket: Socket, target: ConnectionOptions, created: Created): void {
  const tls = builtin('tls');
  const { isIP } = builtin('net');
  const host = String(target.host);
  const options: ConnectionOptions = { ...target, socket };
  // An address is no server name, and Node.js warns of one.
  if (isIP(host)) delete options.servername;
  else options.servername = host;
  const secured = tls.connect(options);
  const failed = (error: Error) => {
    socket.destroy();
    created(error);
  };
  secured.once('error', failed);
  secured.once('secureConnect', () => {
    secured.removeListener('error', failed);
    created(null, secured);
  });
}
