import { readProperty, sealedOptions } from '../core/own.js';
import { createSlots } from './slots.js';
import {
  MAX_RESPONSE_BYTES,
  type OwnTransport,
  TransportError,
  type TransportOptions,
  type TransportRequest,
} from './transport.js';

type Fetch = typeof globalThis.fetch;

/** What `Deno.createHttpClient` makes. */
interface DenoClient {
  close(): void;
}

/** Codes of failures before a connection stands, as the runtimes attach them to what `fetch` throws. */
const CONNECT_FAILURES = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
];

/** Names by which some runtime's `fetch` takes another way, or more options than the standard has. */
const FETCH_NAMES = [
  'cache',
  'cf',
  'client',
  'credentials',
  'decompress',
  'dispatcher',
  'duplex',
  'integrity',
  'keepalive',
  'mode',
  'priority',
  'proxy',
  'referrer',
  'referrerPolicy',
  'tls',
  'unix',
  'verbose',
  'window',
];

/** What `Deno.createHttpClient` reads. */
const DENO_CLIENT_NAMES = [
  'allowHost',
  'caCerts',
  'cert',
  'certChain',
  'certFile',
  'http1',
  'http2',
  'key',
  'keyFile',
  'localAddress',
  'poolIdleTimeout',
  'privateKey',
  'proxy',
];

/** Sends with the runtime's `fetch`: Deno, Bun, workerd, browsers. */
export function fetchTransport({ maxConnections }: TransportOptions): OwnTransport {
  const slots = createSlots(maxConnections);
  let client: DenoClient | undefined;
  let calls = 0;
  let disposed = false;
  const closeIfDone = () => {
    if (!disposed || calls > 0) return;
    client?.close();
    client = undefined;
  };

  return {
    async send(request, progress) {
      const { fetch } = globalThis as { fetch?: Fetch };
      if (typeof fetch !== 'function') {
        throw new TransportError('network', 'this runtime has no fetch', false);
      }
      await slots.take(request.signal, progress);
      calls += 1;
      try {
        progress.requestsSent += 1;
        client = client ?? createDenoClient();
        const response = await start(fetch, request, client);
        return { status: response.status, body: await readBody(response) };
      } finally {
        calls -= 1;
        slots.give();
        closeIfDone();
      }
    },
    // Elsewhere than on Deno the runtime keeps the connections, and has no way to close them.
    dispose() {
      disposed = true;
      closeIfDone();
    },
  };
}

/**
 * A client that keeps no connections. With those that are kept, Deno sends a request a second time by
 * itself when the connection breaks after it was read, and the service takes the ticket for replayed.
 */
function createDenoClient(): DenoClient | undefined {
  const create = readProperty(readProperty(globalThis, 'Deno'), 'createHttpClient');
  if (typeof create !== 'function') return undefined;
  return create(sealedOptions(DENO_CLIENT_NAMES, { poolMaxIdlePerHost: 0 })) as DenoClient;
}

async function start(
  fetch: Fetch,
  request: TransportRequest,
  client: DenoClient | undefined,
): Promise<Response> {
  const headers = Object.create(null) as { [name: string]: string };
  for (const name of Object.keys(request.headers)) {
    // `fetch` makes it of the address; some runtimes throw on one that is given.
    if (name !== 'Host') headers[name] = request.headers[name] as string;
  }
  try {
    return await fetch(
      request.url,
      sealedOptions(FETCH_NAMES, {
        method: request.method,
        headers,
        body: request.body,
        redirect: 'manual',
        signal: request.signal,
        client,
      }),
    );
  } catch (error) {
    throw new TransportError(
      'network',
      'no answer from the service',
      isConnectFailure(error),
      error,
    );
  }
}

/** Reads to the end, but not beyond the limit, which also stops what unpacks into too much. */
async function readBody(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      // `fetch` asks for packed answers and unpacks them: what cannot be unpacked ends here, too.
      const packed = response.headers.get('content-encoding');
      throw packed
        ? new TransportError('service', 'the answer cannot be unpacked', false, error)
        : new TransportError('network', 'the connection broke within the answer', false, error);
    });
    if (done) break;
    length += value.length;
    if (length > MAX_RESPONSE_BYTES) {
      reader.cancel().catch(() => {});
      throw new TransportError('service', 'the answer is longer than 1 MiB', false);
    }
    chunks.push(value);
  }
  // A byte order mark is kept: the core refuses it.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
}

function isConnectFailure(error: unknown): boolean {
  return [error, readProperty(error, 'cause')].some((one) => {
    const code = readProperty(one, 'code');
    return typeof code === 'string' && CONNECT_FAILURES.indexOf(code) >= 0;
  });
}
