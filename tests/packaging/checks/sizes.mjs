// Budgets: what is reached, so that nothing grows unseen. The goals were 48 KB of wasm, 40 KB of
// index.js gzipped and 120 KB of tarball.

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1024;

export function checkSizes({ packageFolder, tarball }) {
  const file = (name) => readFileSync(join(packageFolder, name));
  const sizes = [
    ['tcaptcha.wasm', file('tcaptcha.wasm').length, 54 * KB],
    ['index.js, gzipped', gzipSync(file('index.js'), { level: 9 }).length, 42 * KB],
    ['tarball', statSync(tarball).size, 125 * KB],
  ];
  const lines = sizes.map(([name, bytes, budget]) => `${name} ${inKb(bytes)} of ${inKb(budget)}`);
  for (const [index, [, bytes, budget]] of sizes.entries())
    assert.ok(bytes <= budget, `over budget: ${lines[index]}`);
  return lines.join(', ');
}

const inKb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;
