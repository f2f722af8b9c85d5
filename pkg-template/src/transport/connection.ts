import type { Socket } from 'net';
import { aborted } from './slots.js';

/**
 * One way to the service, and every socket that was opened for it: they end together.
 *
 * It belongs to a call, from before the first socket is opened until the call gives it to the pool
 * or destroys it.
 */
export interface Connection {
  /** The socket that requests go over, once the connection stands. */
  socket: Socket | undefined;
  /** Takes a socket that was just opened; destroys it, and throws, if the connection has ended. */
  add<S extends Socket>(socket: S): S;
  /** Whether it has ended, by `destroy` or because the other side ended it. */
  isDestroyed(): boolean;
  destroy(): void;
  /**
   * Puts it aside after a request. Whatever comes on it from then on ends it: nobody has asked.
   * It does not keep the process alive.
   */
  park(idleMs: number): void;
  /** Takes it up again: false if it has ended meanwhile, or was idle for too long. */
  resume(): Promise<boolean>;
}

/** `onParkedEnd` is called when it ends while it is parked. */
export function createConnection(onParkedEnd: () => void = ignore): Connection {
  const sockets: Socket[] = [];
  let destroyed = false;
  let staleAtMs = Infinity;
  let isParked = false;

  const connection: Connection = {
    socket: undefined,

    add(socket) {
      // An error that comes after everybody has left would end the process.
      socket.on('error', ignore);
      if (destroyed) {
        socket.destroy();
        throw aborted();
      }
      sockets.push(socket);
      return socket;
    },

    isDestroyed: () => destroyed || connection.socket?.destroyed === true,

    destroy() {
      destroyed = true;
      // The innermost first: the outer ones carry its last bytes.
      for (const socket of sockets.slice().reverse()) socket.destroy();
    },

    park(idleMs) {
      const socket = connection.socket as Socket;
      const end = () => {
        if (!isParked) return;
        connection.destroy();
        onParkedEnd();
      };
      // Once for each connection: to add and to remove them for each check costs as much as signing.
      if (staleAtMs === Infinity) {
        for (const event of ['data', 'end', 'close', 'timeout']) socket.on(event, end);
      }
      isParked = true;
      socket.setTimeout(idleMs);
      socket.resume();
      for (const one of sockets) one.unref();
      staleAtMs = Date.now() + idleMs;
    },

    async resume() {
      // A process that was frozen wakes up with timers that did not run.
      if (Date.now() >= staleAtMs) connection.destroy();
      await loopHasPolled();
      if (connection.isDestroyed()) return false;
      isParked = false;
      for (const one of sockets) one.ref();
      return true;
    },
  };
  return connection;
}

/**
 * Resolves when the event loop has looked at every socket since: after the second `setImmediate`,
 * because the first may run before, where this is called while events are handed out.
 */
export function loopHasPolled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}

function ignore(): void {}
