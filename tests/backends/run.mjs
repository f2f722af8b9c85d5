// The example backends beyond the JavaScript cloud function, each on its platform's runtime where npm has
// it. The TypeScript cloud function is tested in tests/miniprogram/cloud, where its runtime is.
//
//   node tests/backends/run.mjs [--tarball FILE]
//
// The package comes from target/npm (cargo xtask build), or from --tarball FILE.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTarball, installRootTools, installTools } from '../support/npm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
installRootTools();
installTools(here);
const env = { ...process.env, TCAPTCHA_TARBALL: resolve(findTarball(process.argv.slice(2))) };
const files = readdirSync(here).filter((file) => file.endsWith('.test.mjs'));
const args = ['--test', '--test-reporter=spec', ...files];
const { status } = spawnSync(process.execPath, args, { cwd: here, env, stdio: 'inherit' });
process.exitCode = status ?? 1;
