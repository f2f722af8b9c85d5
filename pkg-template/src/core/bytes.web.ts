// Text as bytes and back, in browsers and on the edge.

/** A function that reads `length` characters at an address of the memory. */
export function asciiReader(
  memory: WebAssembly.Memory,
): (address: number, length: number) => string {
  return (address, length) =>
    String.fromCharCode.apply(null, new Uint8Array(memory.buffer, address, length) as never);
}

/** Well-formed text as UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
