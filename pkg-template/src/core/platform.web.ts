// What differs between Node.js and the web: this side is browsers and the edge.

/** Fills a view with cryptographic randomness, or throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  crypto.getRandomValues(view as Uint8Array<ArrayBuffer>); // wasm memory that is not shared
}

/** A view of wasm memory. */
export function viewOf(memory: ArrayBuffer): Uint8Array {
  return new Uint8Array(memory);
}

/** Whether the memory has grown since: its old buffer is detached, which shows as no length. */
export function isStale(view: Uint8Array): boolean {
  return view.length === 0;
}

/** The Base64 of bytes of what `viewOf` made: what a token is. */
export function readBase64(view: Uint8Array, place: number, length: number): string {
  return btoa(String.fromCharCode.apply(null, view.subarray(place, place + length) as never));
}

/** What standard Base64 with padding holds; `undefined` for any other text. */
export function decodeBase64(text: string): Uint8Array | undefined {
  try {
    const binary = atob(text);
    // Spaces, missing padding and bits left over are read as well.
    return btoa(binary) === text ? Uint8Array.from(binary, (unit) => unit.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

const scope = globalThis;
export const TextDecoder = scope.TextDecoder;
export const TextEncoder = scope.TextEncoder;
