import { builtin, useCreateRequire } from './core/builtin.js';
import { wasmMemory } from './core/wasm.js';
import { encryptAidWithIv } from './token/testing.js';
import { open, targetOf } from './transport/connect.js';
import { createConnection } from './transport/connection.js';
import { exchange, headerOf } from './transport/exchange.js';

/** What the other entries of this package and its tests take from index.js: they share its instance. */
export const internal = {
  builtin,
  encryptAidWithIv,
  memory: wasmMemory,
  useCreateRequire,
  // For `tcaptcha doctor`, which connects as a check does.
  createConnection,
  exchange,
  headerOf,
  open,
  targetOf,
};
