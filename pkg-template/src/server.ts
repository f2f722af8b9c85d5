// index.js: the server's surface as CommonJS, with the wasm inside, loaded when first needed.

import { loadWith } from './core/core.js';
import { CaptchaError } from './core/errors.js';
import { initSync } from './core/glue.js';
import * as api from './index.js';
import * as internal from './internal.js';
import wasmText from './tcaptcha.wasm';

loadWith(() => {
  try {
    return initSync({ module: Buffer.from(wasmText, 'latin1') });
  } catch (cause) {
    throw new CaptchaError(
      'ERR_CAPTCHA_INIT_FAILED',
      'this runtime cannot load the WebAssembly module',
      cause,
    );
  }
});

// For the other entries of this package: they share this instance, and need what is not public.
module.exports = Object.defineProperty({ ...api }, Symbol.for('tcaptcha-wasm.internal'), {
  value: internal,
});
