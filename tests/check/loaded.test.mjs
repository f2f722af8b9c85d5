// A login reads and compiles what it uses, and nothing else: in a new process that is most of its time.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../support/run-process.mjs';
import { nodeBinaries } from './lib/nodes.mjs';
import { packageFolder, roundTrip, solve } from './lib/package.mjs';

const program = fileURLToPath(new URL('./lib/loaded.cjs', import.meta.url));

for (const [version, binary] of nodeBinaries()) {
  test(`a login loads one file, and no module of Node.js that http, net, crypto and fs do not, on ${version}`, async (t) => {
    const { simulator, url } = await roundTrip(t);
    const login = await load(binary, packageFolder, url, JSON.stringify(solve(simulator)));
    assert.deepEqual(login.files, [join(packageFolder, 'index.js')]);

    const alone = await load(binary, '', url);
    assert.ok(
      login.modules.some((name) => name.endsWith(' crypto')),
      'the list was not understood',
    );
    assert.deepEqual(
      login.modules.filter((name) => !alone.modules.includes(name)),
      [],
    );
  });
}

async function load(binary, ...args) {
  // Without the proxies of this machine.
  const env = { PATH: process.env.PATH };
  const { code, output } = await runProcess(binary, [program, ...args], { env });
  assert.equal(code, 0, output);
  return JSON.parse(output);
}
