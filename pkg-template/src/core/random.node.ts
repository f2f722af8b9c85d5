// The source of randomness that the wasm asks for, on Node.js, Deno and Bun.

import { builtin } from './builtin.js';

let crypto: typeof import('crypto') | undefined;

/** Fills a view with cryptographic randomness; throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  // Kept, because `require` takes as long as the randomness.
  crypto ??= builtin('crypto');
  crypto.randomFillSync(view);
}
