// index.js: the server's surface as CommonJS. The wasm is loaded when it is first needed.

import * as api from './index.js';
import * as internal from './internal.js';

// For the other entries of this package: they share this instance, and need what is not public.
module.exports = Object.defineProperty({ ...api }, Symbol.for('tcaptcha-wasm.internal'), {
  value: internal,
});
