// The command `tcaptcha` from the packed tarball: piped, and at a pseudo-terminal.
//
//   node tests/cli/run.mjs [--quick] [--tarball FILE]
//
// Without --quick also on the oldest, a middle and the newest Node.js (from tests/runtimes, or the
// folder in TCAPTCHA_NODES). The pseudo-terminal is that of python3.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTarball, installTarball, installTools, root } from '../support/npm.mjs';
import { need } from '../support/needs.mjs';
import { skip } from '../support/skip.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const args = process.argv.slice(2);
const installed = installTarball(findTarball(args), join(root, 'target/cli/consumer'));
const command = join(installed, '..', '.bin', 'tcaptcha');
if (!existsSync(command)) throw new Error(`the package brings no command: no ${command}`);

if (need('python3')) {
  const files = readdirSync(here)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(here, name));
  for (const [name, node] of nodes()) {
    console.log(`the command on ${name}`);
    const env = { ...process.env, TCAPTCHA_NODE: node, TCAPTCHA_CLI: join(installed, 'cli.js') };
    const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], {
      env,
      stdio: 'inherit',
    });
    if (done.status !== 0) process.exitCode = 1;
  }
}

function nodes() {
  const running = [[`Node.js ${process.version}`, process.execPath]];
  if (args.includes('--quick')) return running;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    skip('other versions of Node.js are binaries for Linux x64');
    return running;
  }
  const runtimes = join(root, 'tests/runtimes');
  if (!process.env.TCAPTCHA_NODES) installTools(runtimes);
  const folder = process.env.TCAPTCHA_NODES || join(runtimes, 'node_modules');
  return [...running, ...[8, 18, 26].map((major) => [`Node.js ${major}`, join(folder, `node-${major}/bin/node`)])];
}
