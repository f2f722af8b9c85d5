// What the tests and the other entries of this package need of the one loaded instance.

export { builtin, useCreateRequire } from './core/builtin.js';
export { wasmMemory as memory } from './core/wasm.js';
export { encryptAidWithIv } from './token/testing.js';
