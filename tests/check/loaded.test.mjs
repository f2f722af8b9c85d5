// A login reads and compiles what it uses, and nothing else: in a new process that is most of its time.

import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../support/run-process.mjs';
import { nodeBinaries, otherRuntimes } from './lib/nodes.mjs';
import { captchaOptions, packageFolder, roundTrip, solve } from './lib/package.mjs';

for (const [version, binary] of nodeBinaries()) {
  test(`a login loads one file, and no module of Node.js that http, net, crypto and fs do not, on ${version}`, async (t) => {
    const { simulator, url } = await roundTrip(t);
    const given = { options: captchaOptions(url), captchaResult: solve(simulator) };
    const login = await load(binary, packageFolder, url, JSON.stringify(given));
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

for (const [version, ...command] of [...nodeBinaries(), ...otherRuntimes()]) {
  const isNode = version.startsWith('Node.js');
  const parts = isNode
    ? ['shared-stores.js', 'proxy.js', 'closest-name.js']
    : ['fetch-transport.js'];

  test(`what a login does not use is loaded when it is used, on ${version}`, async () => {
    for (const part of parts) {
      const { before, after, code } = await use(command, packageFolder, part);
      assert.deepEqual(before, ['index.js'], part);
      assert.deepEqual(after, [part, 'index.js'].sort(), part);
      const expected = part === 'closest-name.js' ? 'ERR_CAPTCHA_INVALID_ARGUMENT' : undefined;
      assert.equal(code, expected, part);
    }
  });

  test(`a file that is missing is a mistake of the installation, and no outage, on ${version}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-loaded-'));
    t.after(() => rmSync(folder, { recursive: true }));
    for (const file of ['index.js', 'tcaptcha.wasm', 'package.json'])
      copyFileSync(join(packageFolder, file), join(folder, file));
    for (const part of parts)
      assert.equal((await use(command, folder, part)).code, 'ERR_CAPTCHA_INIT_FAILED', part);
  });
}

function load(binary, ...args) {
  return run([binary, lib('loaded.cjs'), ...args]);
}

function use(command, folder, part) {
  return run([...command, lib('parts.cjs'), folder, part]);
}

function lib(name) {
  return fileURLToPath(new URL(`./lib/${name}`, import.meta.url));
}

async function run([program, ...args]) {
  // Without the proxies of this machine.
  const env = { PATH: process.env.PATH };
  const { code, output } = await runProcess(program, args, { env });
  assert.equal(code, 0, output);
  return JSON.parse(output);
}
