// The built package under test: pkg/, or the folder in TCAPTCHA_PACKAGE.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { root } from './npm.mjs';

export const packageFolder = resolve(process.env.TCAPTCHA_PACKAGE || join(root, 'pkg'));
export const require = createRequire(join(packageFolder, 'package.json'));
export const lib = require('./index.js');

/** The package's own doors for its tests: the wasm memory. */
export const internalOf = (library) => library[Symbol.for('tcaptcha-wasm.internal')];

/** A second copy of the package, with a wasm memory of its own. */
export function freshCopy() {
  const cached = Object.entries(require.cache).filter(([path]) => path.startsWith(packageFolder));
  for (const [path] of cached) delete require.cache[path];
  try {
    return require('./index.js');
  } finally {
    for (const [path, module] of cached) require.cache[path] = module;
  }
}
