import { builtin, useCreateRequire } from './core/builtin.js';
import { wasmMemory } from './core/wasm.js';
import { encryptAidWithIv } from './token/testing.js';

/** What the other entries of this package and its tests take from index.js: they share its instance. */
export const internal = { builtin, encryptAidWithIv, memory: wasmMemory, useCreateRequire };
