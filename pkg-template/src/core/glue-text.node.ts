// What the glue converts text with. Node.js 8 has no global TextDecoder and TextEncoder, and where there
// are such, making them takes a new process a twentieth of its way to the first token. The views come as
// Buffers: see build/resolve.mjs.

/** As much of the standard TextDecoder as the glue uses: whole texts, which Rust knows to be UTF-8. */
export class TextDecoder {
  decode(view?: Buffer): string {
    return view === undefined ? '' : view.toString('utf8');
  }
}

/** As much of the standard TextEncoder as the glue uses: it makes the view long enough for all. */
export class TextEncoder {
  encodeInto(text: string, view: Buffer): { read: number; written: number } {
    return { read: text.length, written: view.write(text, 'utf8') };
  }
}
