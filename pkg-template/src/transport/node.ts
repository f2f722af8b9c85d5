import type { Agent, ClientRequest, IncomingMessage } from 'http';
import { builtin } from '../core/builtin.js';
import { createProxyAgent } from './proxy-agent.js';
import { proxyFor } from './proxy.js';
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
  let kept: Target | undefined;
  // Sockets that have carried an answer: Node.js tells so itself only since version 13.
  const used = new WeakSet<object>();

  return {
    takesPlainSignal: true,

    send: (request, progress) =>
      new Promise((resolve, reject) => {
        progress.stage = 'sending';
        progress.requestsSent += 1;
        // One application has one address: it is read, and its agent made, once.
        if (kept === undefined || kept.address !== request.url) {
          kept?.agent.destroy();
          kept = targetOf(request.url);
        }
        const agent = request.freshConnection ? createAgent(kept.url, false) : kept.agent;
        exchange(request, kept, agent, used, resolve, reject);
      }),

    dispose() {
      kept?.agent.destroy();
      kept = undefined;
    },
  };
}

/** Where requests go, and how. */
interface Target {
  address: string;
  url: URL;
  client: typeof import('http') | typeof import('https');
  agent: Agent;
  /** Node.js connects to a bare IPv6 address only. */
  hostname: string;
  port: number | string;
}

function targetOf(address: string): Target {
  const { URL } = builtin('url');
  const url = new URL(address);
  const plain = url.protocol === 'http:';
  return {
    address,
    url,
    client: plain ? builtin('http') : builtin('https'),
    agent: createAgent(url, true),
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (plain ? 80 : 443),
  };
}

/** Loads what the protocol needs, and only that: `https` takes its time. */
function createAgent(url: URL, keepAlive: boolean): Agent {
  const options = { keepAlive, maxFreeSockets: 256 };
  if (url.protocol === 'http:') {
    // For the loopback address only, where no proxy is of any use.
    const http = builtin('http');
    return new http.Agent(options);
  }
  const proxy = proxyFor(url, process.env);
  if (proxy) {
    return createProxyAgent(proxy, options);
  }
  const https = builtin('https');
  return new https.Agent(options);
}

function exchange(
  request: TransportRequest,
  target: Target,
  agent: Agent,
  used: WeakSet<object>,
  resolve: (response: TransportResponse) => void,
  reject: (error: unknown) => void,
): void {
  const { signal } = request;
  let reused = false;
  let answered = false;
  let connected = false;

  // As pairs, which Node.js writes as they are, instead of keeping each in several forms.
  const headers = Object.keys(request.headers).map((name) => [name, request.headers[name]]);
  headers.push(['Content-Length', String(Buffer.byteLength(request.body))]);
  const outgoing: ClientRequest = target.client.request({
    method: request.method,
    protocol: target.url.protocol,
    hostname: target.hostname,
    port: target.port,
    path: target.url.pathname,
    headers: headers as never, // in every version, whatever its types say
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
      socket.once(target.url.protocol === 'http:' ? 'connect' : 'secureConnect', () => {
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
  const broken = (cause?: unknown) => {
    // Every answer closes in the end: an error for each would cost more than its signature.
    if (ended) return;
    end(new TransportError('network', 'the connection broke within the answer', false, cause));
  };

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
    else end(null, textOf(chunks));
  });
  incoming.on('aborted', () => broken());
  incoming.on('error', broken);
  incoming.on('close', () => broken());
}

function textOf(chunks: Buffer[]): string {
  const whole = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  return whole.toString('utf8');
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
