// What the tests and the other entries of this package need of the one loaded core.

import { core } from './core.js';
import { errorCodes as codes } from './glue.js';

export { encryptAidWithIv } from './encrypt-with-iv.js';

/** Every code of the core. */
export function errorCodes(): string[] {
  core();
  return codes() as string[];
}

/** The wasm's memory. */
export function memory(): WebAssembly.Memory {
  return core().memory;
}
