// The package's entries for Node.js: the file's name in the package, and its source. A new one is one
// line here: its CommonJS file, its ES module face, its types and its `exports` follow.

import { fileURLToPath } from 'node:url';

export const template = fileURLToPath(new URL('..', import.meta.url));
export const sources = fileURLToPath(new URL('../src', import.meta.url));

export const NODE_ENTRIES = {
  index: 'index.ts',
  testing: 'testing.ts',
  simulator: 'simulator/simulator.ts',
  express: 'frameworks/express.ts',
  koa: 'frameworks/koa.ts',
  fastify: 'frameworks/fastify.ts',
  hono: 'frameworks/hono.ts',
};

/** Files that entries share, and nobody imports by name. */
export const SHARED_FILES = {
  frameworks: 'frameworks/core.ts',
};
