import type { Agent, ClientRequest, IncomingMessage } from 'http';
import {
  MAX_RESPONSE_BYTES,
  type OwnTransport,
  TransportError,
  type TransportRequest,
  type TransportResponse,
} from './transport.js';

/** Failures before a connection stands: the request surely was not processed. */
const CONNECT_FAILURES = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ECONNRESET',
];

/** What a connection that the server had closed meanwhile fails with. */
const STALE_FAILURES = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

/**
 * Sends over Node.js' own `http` and `https`, with connections kept open between requests.
 *
 * Idle connections do not keep the process alive. A proxy is taken from `https_proxy` or
 * `HTTPS_PROXY`, unless `no_proxy` or `NO_PROXY` names the host.
 */
export function nodeTransport(): OwnTransport {
  let agents: { [protocol: string]: Agent } = Object.create(null);
  // Sockets that have carried an answer: Node.js tells so itself only since version 13.
  const used = new WeakSet<object>();

  function agentFor(url: URL): Agent {
    const kept = agents[url.protocol];
    if (kept) return kept;
    const agent = createAgent(url, true);
    agents[url.protocol] = agent;
    return agent;
  }

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const { URL } = require('url') as typeof import('url');
        const url = new URL(request.url);
        const agent = request.freshConnection ? undefined : agentFor(url);
        exchange(request, url, agent ?? createAgent(url, false), used, resolve, reject);
      }),

    dispose() {
      for (const protocol of Object.keys(agents)) agents[protocol]?.destroy();
      agents = Object.create(null);
    },
  };
}

/** Loads what the protocol needs, and only that: `https` and the proxy's code take their time. */
function createAgent(url: URL, keepAlive: boolean): Agent {
  const options = { keepAlive, maxFreeSockets: 256 };
  if (url.protocol === 'http:') {
    // For the loopback address only, where no proxy is of any use.
    return new (require('http') as typeof import('http')).Agent(options);
  }
  const { proxyFor } = require('./proxy.js') as typeof import('./proxy.js');
  const proxy = proxyFor(url, process.env);
  if (proxy) {
    const { createProxyAgent } = require('./proxy-agent.js') as typeof import('./proxy-agent.js');
    return createProxyAgent(proxy, options);
  }
  return new (require('https') as typeof import('https')).Agent(options);
}

function exchange(
  request: TransportRequest,
  url: URL,
  agent: Agent,
  used: WeakSet<object>,
  resolve: (response: TransportResponse) => void,
  reject: (error: unknown) => void,
): void {
  const { signal } = request;
  let reused = false;
  let answered = false;
  let connected = false;

  const client = (url.protocol === 'http:' ? require('http') : require('https')) as
    | typeof import('http')
    | typeof import('https');
  const outgoing: ClientRequest = client.request({
    method: request.method,
    protocol: url.protocol,
    // Node.js connects to a bare IPv6 address only.
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (url.protocol === 'http:' ? 80 : 443),
    path: url.pathname,
    headers: { ...request.headers, 'Content-Length': Buffer.byteLength(request.body) },
    agent,
    // Said to be absent, because Node.js would look for them on Object.prototype.
    socketPath: undefined,
    createConnection: undefined,
    lookup: undefined,
    signal: undefined,
  });

  const onAbort = () => {
    finish();
    // Not `destroy`: Node.js 8 has only this.
    outgoing.abort();
    reject(new TransportError('network', 'the request was aborted', false));
  };
  function finish(): void {
    signal.removeEventListener('abort', onAbort);
  }
  function fail(error: unknown): void {
    finish();
    reject(classify(error, answered, connected, reused));
  }

  outgoing.on('socket', (socket) => {
    reused = used.has(socket);
    if (reused || !socket.connecting) {
      connected = true;
    } else {
      socket.once(url.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
        connected = true;
      });
    }
  });
  outgoing.on('error', fail);
  // An answer that switches protocols closes the connection without an error.
  outgoing.on('close', () => {
    if (!answered) fail(new Error('closed without an answer'));
  });
  outgoing.on('response', (incoming) => {
    answered = true;
    used.add(incoming.socket);
    collect(incoming, (error, text) => {
      finish();
      if (error) {
        outgoing.abort();
        reject(error);
      } else {
        resolve({ status: incoming.statusCode ?? 0, body: text });
      }
    });
  });
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  // As text, which Node.js sends together with the headers: one write instead of two.
  else outgoing.end(request.body, 'utf8');
}

/** Reads the body to its end, but not beyond the limit. */
function collect(
  incoming: IncomingMessage,
  done: (error: TransportError | null, text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let ended = false;
  const end = (error: TransportError | null, text = '') => {
    if (ended) return;
    ended = true;
    done(error, text);
  };
  const broken = (cause?: unknown) =>
    end(new TransportError('network', 'the connection broke within the answer', false, cause));

  incoming.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_RESPONSE_BYTES) {
      end(new TransportError('service', 'the answer is longer than 1 MiB', false));
    } else {
      chunks.push(chunk);
    }
  });
  incoming.on('end', () => {
    // Older versions end a body that was cut off as if it were whole.
    if (incoming.complete === false) broken();
    else end(null, Buffer.concat(chunks).toString('utf8'));
  });
  incoming.on('aborted', () => broken());
  incoming.on('error', broken);
  incoming.on('close', () => broken());
}

function classify(
  error: unknown,
  answered: boolean,
  connected: boolean,
  reused: boolean,
): TransportError {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const isOneOf = (codes: string[]) => typeof code === 'string' && codes.indexOf(code) >= 0;
  if (error instanceof TransportError) return error;
  if (!answered && !connected && isOneOf(CONNECT_FAILURES)) {
    return new TransportError('network', 'no connection to the service', true, error);
  }
  if (!answered && reused && isOneOf(STALE_FAILURES)) {
    return new TransportError('network', 'the kept connection had gone stale', true, error);
  }
  return new TransportError('network', 'the connection to the service broke', false, error);
}
