// workerd compiles no wasm at run time: it takes a module that was compiled with the worker.

import wasm from './tcaptcha.wasm';
import { initSync } from './web.js';

initSync(wasm);

export * from './web.js';
