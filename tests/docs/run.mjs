// The documentation: its code as it stands, its links, and both languages side by side.
//
//   node tests/docs/run.mjs [--quick] [--tarball FILE]
//
// --quick: without the repository's own commands, without Rust, and without tools of others.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReference } from '../../docs/reference.mjs';
import { findTarball, installTarball, installTools, root } from '../support/npm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const args = process.argv.slice(2);
installTools(here);
installTools(join(root, 'tests/frameworks')); // the frameworks that examples use
const tarball = resolve(findTarball(args));
const packageFolder = installTarball(tarball, join(root, 'target/docs/consumer'));

makeReference(); // once, for every test that reads it

const isQuick = args.includes('--quick');
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && !(isQuick && name === 'rustdoc.test.mjs'))
  .map((name) => join(here, name));
const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], {
  env: {
    ...process.env,
    TCAPTCHA_TARBALL: tarball,
    TCAPTCHA_PACKAGE: packageFolder,
    TCAPTCHA_DOCS_FULL: String(!isQuick),
  },
  stdio: 'inherit',
});
process.exitCode = done.status === 0 ? 0 : 1;
