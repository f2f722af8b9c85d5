// Text as bytes and back, on Node.js, Deno and Bun.

/** `Buffer.prototype.latin1Slice`, which the types of Node.js leave out. */
type Latin1Buffer = Buffer & { latin1Slice(start: number, end: number): string };

/** V8 6 does not detach the old buffer of a memory that has grown: a view keeps its length. */
export const keepsOldBuffers = /^v[89]\./.test(process.version);

/** A function that reads `length` characters at an address of the memory. */
export function asciiReader(
  memory: WebAssembly.Memory,
): (address: number, length: number) => string {
  let view = Buffer.from(memory.buffer) as Latin1Buffer;
  return (address, length) => {
    if (view.length === 0 || (keepsOldBuffers && view.buffer !== memory.buffer)) {
      view = Buffer.from(memory.buffer) as Latin1Buffer;
    }
    return view.latin1Slice(address, address + length);
  };
}

/** Well-formed text as UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
