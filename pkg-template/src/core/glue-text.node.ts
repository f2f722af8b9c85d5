// What the glue encodes text with. Node.js 8 has no global TextEncoder, and where there is one, making it
// takes a new process time on its way to the first token. The views come as Buffers: see
// build/resolve.mjs.

/** As much of the standard TextEncoder as the glue uses: it makes the view long enough for all. */
export class TextEncoder {
  encodeInto(text: string, view: Buffer): { read: number; written: number } {
    return { read: text.length, written: view.write(text, 'utf8') };
  }
}
