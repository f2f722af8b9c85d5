// Clients that hang up, on Node.js.

import type { AbortSignalLike } from '../index.js';

/** The part of a response of Node.js that is used. */
interface NodeResponse {
  on(event: 'close', listener: () => void): unknown;
  removeListener(event: 'close', listener: () => void): unknown;
}

/**
 * A signal that is aborted when the response is closed; old versions of Node.js have no AbortController.
 *
 * Of the response, because newer versions close the request as soon as it was read.
 */
export function closedSignal(
  response: NodeResponse,
  socket: { readonly destroyed?: boolean } | null | undefined,
): AbortSignalLike {
  const signal = {
    aborted: socket?.destroyed === true,
    addEventListener: (_: 'abort', listener: () => void) => void response.on('close', listener),
    removeEventListener: (_: 'abort', listener: () => void) =>
      void response.removeListener('close', listener),
  };
  response.on('close', () => {
    signal.aborted = true;
  });
  return signal;
}
