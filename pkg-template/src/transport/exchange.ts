import type { IncomingMessage } from 'http';
import type { Socket } from 'net';
import { builtin } from '../core/builtin.js';
import { loopHasPolled } from './connection.js';
import { requestOptions } from './node-options.js';
import { MAX_RESPONSE_BYTES, TransportError } from './transport.js';

/** A request, as it goes over a socket. */
export interface OutgoingRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** The answer to it. */
export interface Exchanged {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Whether the socket can carry another request. */
  readonly reusable: boolean;
}

/**
 * Sends one request over a connected socket and reads the answer to its end.
 *
 * When it rejects, or the socket is not reusable, the socket is for the caller to destroy; and to
 * stop waiting, the caller destroys it.
 *
 * @throws TransportError not retryable: the service may have read the request
 */
export function exchange(socket: Socket, request: OutgoingRequest): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const http = builtin('http');
    const headers = Object.keys(request.headers).map((name): [string, string] => [
      name,
      request.headers[name] as string,
    ]);
    if (request.body) headers.push(['Content-Length', String(Buffer.byteLength(request.body))]);
    headers.push(['Connection', 'keep-alive']);

    let isFree = false;
    const onFree = () => {
      isFree = true;
    };
    let answered = false;
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      return true;
    };
    const fail = (error: unknown) => {
      if (!settle()) return;
      reject(
        error instanceof TransportError
          ? error
          : new TransportError('network', 'the connection to the service broke', false, error),
      );
    };

    // With this event Node.js says that it is done with a socket that can be used again.
    socket.on('free', onFree);
    const outgoing = http.request(requestOptions(socket, request.method, request.path, headers));
    // Without an agent Node.js sets it to false, whatever the headers say.
    outgoing.shouldKeepAlive = true;
    outgoing.on('error', fail);
    // An answer that switches protocols closes the connection without an error.
    outgoing.on('close', () => {
      if (!answered) fail(new Error('closed without an answer'));
    });
    outgoing.on('response', (incoming: IncomingMessage) => {
      answered = true;
      collect(incoming).then(async (body) => {
        if (!settle()) return;
        // Over TLS, Node.js hears that a request was written after the answer to it has come.
        if (!isFree && outgoing.shouldKeepAlive && !socket.destroyed) await loopHasPolled();
        socket.removeListener('free', onFree);
        const { statusCode: status = 0, rawHeaders } = incoming;
        const reusable = isFree && !socket.destroyed;
        // Node.js leaves it there, with the secrets that were sent, until the next request.
        if (reusable) (socket as { _httpMessage?: unknown })._httpMessage = null;
        resolve({ status, rawHeaders, body, reusable });
      }, fail);
    });
    // As text, which Node.js sends together with the headers: one write instead of two.
    outgoing.end(request.body, 'utf8');
  });
}

/** Reads the body to its end, but not beyond the limit. */
function collect(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const packed = unaskedCoding(incoming.rawHeaders);
    if (packed) {
      reject(
        new TransportError('service', `the answer has a ${packed} that was not asked for`, false),
      );
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    const broken = (cause?: unknown) =>
      reject(new TransportError('network', 'the connection broke within the answer', false, cause));

    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_RESPONSE_BYTES) {
        reject(new TransportError('service', 'the answer is longer than 1 MiB', false));
      } else {
        chunks.push(chunk);
      }
    });
    incoming.on('end', () => {
      // Older versions end a body that was cut off as if it were whole.
      if (incoming.complete === false) broken();
      // After Node.js is done with the socket, which it is in a tick that it has planned already.
      else process.nextTick(() => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    incoming.on('aborted', () => broken());
    incoming.on('error', broken);
    incoming.on('close', () => {
      if (!incoming.complete) broken();
    });
  });
}

/** The header that says that the body is packed, if one does: nobody has asked for that. */
function unaskedCoding(rawHeaders: readonly string[]): string | undefined {
  const plain: { [name: string]: string } = {
    'content-encoding': 'identity',
    'transfer-encoding': 'chunked',
  };
  return Object.keys(plain).find((name) => {
    const value = (headerOf(rawHeaders, name) ?? '').trim().toLowerCase();
    return value !== '' && value !== plain[name];
  });
}

/**
 * The value of a header, those of several with commas in between. From the raw ones, because the
 * object that Node.js makes of them inherits from `Object.prototype`.
 */
export function headerOf(rawHeaders: readonly string[], name: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if ((rawHeaders[at] as string).toLowerCase() !== name) continue;
    const value = rawHeaders[at + 1] as string;
    found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}
