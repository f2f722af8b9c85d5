// What the tests and the other entries of this package need of the one loaded core.

import { core } from './core/core.js';

export { encryptAidWithIv } from './token/testing.js';

/** The wasm's memory. */
export function memory(): WebAssembly.Memory {
  return core().memory;
}
