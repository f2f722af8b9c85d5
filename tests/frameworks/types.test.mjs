// The types: with each framework's own, in strict mode, declarations checked too.

import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile, makeConsumer } from './lib/consumer.mjs';

const types = fileURLToPath(new URL('./types', import.meta.url));
const node = { '@types/node': '@types/node' };

test('the newest of each framework', () => {
  compiles('types', undefined, ['express', 'koa', 'koa-router', 'fastify', 'hono']);
});

test('Express 4 and Koa 2', () => {
  const old = { '@types/express': '@types/express-4', '@types/koa': '@types/koa-2', '@types/connect': '@types/connect' };
  compiles('types-old', { ...node, ...old }, ['express', 'koa']);
});

function compiles(name, packages, sources) {
  const folder = makeConsumer(name, packages);
  const files = ['exactly', ...sources].map((source) => `${source}.mts`);
  for (const file of files) copyFileSync(join(types, file), join(folder, file));
  const compilerOptions = {
    target: 'es2022',
    module: 'node16',
    moduleResolution: 'node16',
    // Hono's own types need fetch's.
    lib: ['ES2022', ...(sources.includes('hono') ? ['DOM', 'DOM.Iterable'] : [])],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    // What the frameworks' own declarations contain is theirs.
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { code, output } = compile(folder);
  assert.equal(code, 0, output);
}
