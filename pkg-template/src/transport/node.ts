import type { Socket } from 'net';
import { type Connection, createConnection } from './connection.js';
import { open, type Target, targetOf } from './connect.js';
import { type Exchanged, exchange, headerOf } from './exchange.js';
import { aborted, createSlots } from './slots.js';
import type {
  CallProgress,
  OwnTransport,
  TransportOptions,
  TransportRequest,
} from './transport.js';

/**
 * How long a connection may be idle and still be used again. The shortest usual limit of servers is
 * 5 s (Node.js, Apache): the connection is left before they close it under a request, which cannot be
 * sent again without the risk that the service reads it twice.
 */
const MAX_IDLE_MS = 4000;

/**
 * Sends over Node.js' own `http` and `tls`, with connections kept open between requests.
 *
 * A connection belongs to one call at a time and ends with it, unless the answer was whole; idle
 * ones do not keep the process alive. A proxy is taken from `https_proxy` or `HTTPS_PROXY`, unless
 * `no_proxy` or `NO_PROXY` names the host.
 */
export function nodeTransport({ maxConnections }: TransportOptions): OwnTransport {
  const slots = createSlots(maxConnections);
  /** The one that was used last comes last. */
  const idle: Connection[] = [];
  let disposed = false;
  let target: Target | undefined;

  const closeIdle = () => {
    for (const connection of idle.splice(0)) connection.destroy();
  };

  // One application has one address.
  const targetFor = (address: string): Target => {
    if (target === undefined || target.address !== address) {
      closeIdle();
      target = targetOf(address);
    }
    return target;
  };

  const keep = (connection: Connection, used: Target, idleMs: number) => {
    if (disposed || used !== target || idleMs <= 0) {
      connection.destroy();
      return;
    }
    idle.push(connection);
    connection.park(idleMs);
  };

  const create = (): Connection => {
    const connection = createConnection(() => {
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
    });
    return connection;
  };

  /** Runs one call, whose connection ends when the signal is aborted. */
  const call = async (request: TransportRequest, progress: CallProgress): Promise<Exchanged> => {
    const { signal } = request;
    const to = targetFor(request.url);
    let connection: Connection | undefined;
    const onAbort = () => connection?.destroy();
    signal.addEventListener('abort', onAbort);
    try {
      while (!request.freshConnection && idle.length > 0 && !signal.aborted) {
        connection = idle.pop() as Connection;
        if (await connection.resume()) break;
      }
      // While this waited: what is opened from here on would not hear of it.
      if (signal.aborted) throw aborted();
      if (!connection || connection.isDestroyed()) {
        // Those that are kept count, too.
        if (slots.taken() + idle.length > maxConnections) idle.shift()?.destroy();
        connection = create();
        await open(connection, to);
      }
      progress.requestsSent += 1;
      const { method, headers, body } = request;
      const outgoing = { method, path: to.path, headers, body };
      const answer = await exchange(connection.socket as Socket, outgoing);
      if (answer.reusable && !connection.isDestroyed()) keep(connection, to, idleMsOf(answer));
      else connection.destroy();
      return answer;
    } catch (error) {
      connection?.destroy();
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  return {
    takesPlainSignal: true,

    async send(request, progress) {
      await slots.take(request.signal, progress);
      try {
        const { status, body } = await call(request, progress);
        return { status, body };
      } finally {
        slots.give();
      }
    },

    dispose() {
      disposed = true;
      target = undefined;
      closeIdle();
    },
  };
}

/** What the server says that it will wait (`Keep-Alive: timeout=5`), less a second for the way. */
function idleMsOf({ rawHeaders }: Exchanged): number {
  const said = headerOf(rawHeaders, 'keep-alive') ?? '';
  const [, seconds] = /(?:^|[\s,])timeout=(\d+)/i.exec(said) ?? [];
  return seconds === undefined ? MAX_IDLE_MS : Math.min(MAX_IDLE_MS, Number(seconds) * 1000 - 1000);
}
