// What the tests and the other entries of this package need of the one loaded core.

import { core } from './core.js';

export { encryptAidWithIv } from './encrypt-with-iv.js';

/** The wasm's memory. */
export function memory(): WebAssembly.Memory {
  return core().memory;
}
