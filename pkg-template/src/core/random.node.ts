// The source of randomness that the wasm asks for, on Node.js, Deno and Bun.

import { builtin } from './builtin.js';

/** Fills a view with cryptographic randomness; throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  builtin('crypto').randomFillSync(view);
}
