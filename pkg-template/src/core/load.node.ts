// Finding the wasm on Node.js: the file beside index.js, or what a bundler has carried along.

import { builtin } from './builtin.js';

/** The build's mark: the text at the end of the wasm that belongs to this file. */
declare const WASM_ID: string;

/** What went wrong when the wasm cannot be loaded. */
export const LOADING_FAILED =
  'the WebAssembly module cannot be loaded: tcaptcha.wasm or tcaptcha-wasm.js must lie beside index.js';

/**
 * The bytes of the wasm.
 *
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED in a bundle that cannot load Node.js' modules
 */
export function loadWasm(): Uint8Array<ArrayBuffer> {
  if (typeof __dirname === 'undefined') {
    // A bundle that is an ES module: if modules cannot be loaded, that is said now, and not as a lack of
    // randomness or of a network later.
    builtin('crypto');
  } else {
    const file = readBeside(builtin('fs'));
    if (file) return file;
  }
  const deflated = Buffer.from(require('./tcaptcha-wasm.js') as string, 'base64');
  return builtin('zlib').inflateRawSync(deflated);
}

/** `tcaptcha.wasm` beside this file, unless there is none or, beside a bundle, that of another version. */
function readBeside(fs: typeof import('fs')): Buffer<ArrayBuffer> | undefined {
  try {
    const bytes = fs.readFileSync(`${__dirname}/tcaptcha.wasm`);
    return bytes.toString('latin1', bytes.length - WASM_ID.length) === WASM_ID ? bytes : undefined;
  } catch {
    return undefined;
  }
}
