// What differs between Node.js and the web: this side is Node.js (and Deno and Bun, which speak it).

/** Fills a view with cryptographic randomness, or throws when the runtime has none. */
export function fillRandom(view: Uint8Array): void {
  // Loaded when first needed: a process that only checks tickets never pays for it here.
  (require('crypto') as typeof import('crypto')).randomFillSync(view);
}

/** A view of wasm memory that can be read as Base64. */
export function viewOf(memory: ArrayBuffer): Uint8Array {
  return Buffer.from(memory);
}

// In V8 6 the old buffer stays as it was, and is no longer the wasm's memory.
const growsUnseen = /^v[89]\./.test(process.version);

/** Whether the memory has grown since: its old buffer is detached, which shows as no length. */
export function isStale(view: Uint8Array, memory: WebAssembly.Memory): boolean {
  return view.length === 0 || (growsUnseen && view.buffer !== memory.buffer);
}

/** The Base64 of bytes of what `viewOf` made: what a token is, without a copy of them. */
export function readBase64(view: Uint8Array, place: number, length: number): string {
  return (view as Buffer).toString('base64', place, place + length);
}

/** What standard Base64 with padding holds; `undefined` for any other text, which Node.js would read around. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

// Globals since Node.js 11.
const scope = global as { TextDecoder?: unknown; TextEncoder?: unknown };
const text = (scope.TextDecoder ? scope : require('util')) as typeof import('util');
const { TextDecoder, TextEncoder } = text;
export { TextDecoder, TextEncoder };
