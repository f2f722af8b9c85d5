// Hostile values, attacks and secrets against the built package.
//
//   node tests/harden/run.mjs [--quick]
//
// TCAPTCHA_VALUES: how many hostile values go through each function. The soak, the timing test,
// fuzzing and the supply chain are commands of their own: see xtask/src/harden.rs.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools } from '../support/npm.mjs';

const folder = fileURLToPath(new URL('./', import.meta.url));
const packageFolder =
  process.env.TCAPTCHA_PACKAGE || fileURLToPath(new URL('../../pkg', import.meta.url));
if (!existsSync(join(packageFolder, 'index.js'))) {
  throw new Error(`no package in ${packageFolder}: run cargo xtask build first`);
}
installTools(folder);

const values = process.env.TCAPTCHA_VALUES ?? (process.argv.includes('--quick') ? '500' : '5000');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => join(folder, name));
// One file after the other: the memory scans compare what nobody else may touch.
const done = spawnSync(
  process.execPath,
  ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
  { env: { ...process.env, TCAPTCHA_VALUES: values }, stdio: 'inherit' },
);
process.exitCode = done.status ?? 1;
