// Where the wasm comes from in browsers and on the edge: what the caller gives to `init`.

import { CaptchaError } from './errors.js';

/** What went wrong when the wasm cannot be loaded. */
export const LOADING_FAILED =
  'the WebAssembly module cannot be loaded: init must get a URL, a Response, bytes or a WebAssembly.Module of this version';

/** Nothing can be loaded here without waiting: `init` comes first. */
export function loadWasm(): BufferSource {
  throw new CaptchaError(
    'ERR_CAPTCHA_NOT_INITIALIZED',
    'the WebAssembly module is not loaded: await init() first',
  );
}
