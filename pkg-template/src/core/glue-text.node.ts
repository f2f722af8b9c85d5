// What the glue converts text with. Node.js 8 has no global TextDecoder and TextEncoder, and where there
// are such, making them takes a new process a twentieth of its way to the first token.

function bufferOf(view: Uint8Array): Buffer {
  return Buffer.from(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
}

/** As much of the standard TextDecoder as the glue uses: whole texts, which Rust knows to be UTF-8. */
export class TextDecoder {
  decode(view?: Uint8Array): string {
    return view === undefined ? '' : bufferOf(view).toString('utf8');
  }
}

/** As much of the standard TextEncoder as the glue uses: it makes the view long enough for all. */
export class TextEncoder {
  encodeInto(text: string, view: Uint8Array): { read: number; written: number } {
    return { read: text.length, written: bufferOf(view).write(text, 'utf8') };
  }
}
