// The source of randomness that the wasm asks for, on Node.js, Deno and Bun.

/** Fills a view with cryptographic randomness; throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  // Loaded when first needed: a process that only checks tickets does not pay for it.
  (require('crypto') as typeof import('crypto')).randomFillSync(view);
}
