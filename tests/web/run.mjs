// examples/web in a real Chromium, against the simulator.
//
//   node tests/web/run.mjs [--quick]
//
// The package is pkg/, or TCAPTCHA_PACKAGE. TCaptcha.js is a stand-in: nothing is asked of the vendor.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { need } from '../support/needs.mjs';
import { installRootTools, installTools } from '../support/npm.mjs';

if (!need('chromium')) process.exit(0);
installRootTools();
// The example's own dependencies, Express among them.
installTools(fileURLToPath(new URL('../frameworks', import.meta.url)));
const cwd = fileURLToPath(new URL('.', import.meta.url));
const args = ['--test', '--test-reporter=spec', 'example.test.mjs'];
const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit', timeout: 300_000 });
process.exitCode = status === 0 ? 0 : 1;
