// The source of randomness that the wasm asks for, in browsers and on the edge.

/** Fills a view with cryptographic randomness; throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  crypto.getRandomValues(view as Uint8Array<ArrayBuffer>); // wasm memory is not shared
}
