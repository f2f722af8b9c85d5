// index.js: the server's surface as CommonJS; the wasm is loaded when first needed.

import { builtin, useCreateRequire } from './core/builtin.js';
import { loadWith } from './core/core.js';
import { CaptchaError, isOf } from './core/errors.js';
import { initSync } from './core/glue.js';
import { readWasm } from './core/wasm-file.js';
import * as api from './index.js';
import * as internal from './internal.js';

loadWith(() => {
  try {
    return initSync({ module: readWasm() as Uint8Array<ArrayBuffer> });
  } catch (cause) {
    if (isOf(CaptchaError, cause)) throw cause;
    throw new CaptchaError(
      'ERR_CAPTCHA_INIT_FAILED',
      'the WebAssembly module cannot be loaded: tcaptcha.wasm or tcaptcha-wasm.js must lie beside index.js',
      cause,
    );
  }
});

// For the other entries of this package: they share this instance, and need what is not public.
module.exports = Object.defineProperty({ ...api }, Symbol.for('tcaptcha-wasm.internal'), {
  value: { ...internal, builtin, useCreateRequire },
});
