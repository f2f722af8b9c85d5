// Memory of the process and of the wasm while it makes very many tokens. Needs --expose-gc.

import { answer, settings, tcaptcha } from '../lib/child.mjs';
import options from './input.cjs';

const WARM_UP = 200_000;
const internal = tcaptcha[Symbol.for('tcaptcha-wasm.internal')];
const encryptor = tcaptcha.createAidEncryptor(options);

let length = 0;
function make(count) {
  for (let made = 0; made < count; made++) length += encryptor.encrypt().length;
}

function memory() {
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed, wasm: internal.memory().buffer.byteLength };
}

make(WARM_UP);
const before = memory();
const start = process.hrtime.bigint();
make(settings.tokens);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
answer({ tokens: settings.tokens, seconds, before, after: memory(), length });
