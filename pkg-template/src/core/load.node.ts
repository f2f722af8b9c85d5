// Where the wasm comes from on Node.js, Deno and Bun: the file beside index.js.

/** The bytes of the wasm. Called when they are first needed. */
export function loadWasm(): BufferSource {
  const fs = require('fs') as typeof import('fs');
  return fs.readFileSync(`${__dirname}/tcaptcha.wasm`) as Uint8Array<ArrayBuffer>;
}
