// The suite and the Node.js-only tests against the built package.
//
//   node tests/js/run.mjs [--quick|--long]
//
// The package is pkg/, or TCAPTCHA_PACKAGE. --quick: fewer random inputs; --long: each of ten thousand
// tokens through OpenSSL too.

import crypto from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { spawnSync } from 'node:child_process';
import { installRootTools, root } from '../support/npm.mjs';
import { bundleSuite } from './bundle.mjs';

const quick = process.argv.includes('--quick');
const packageFolder = resolve(process.env.TCAPTCHA_PACKAGE || join(root, 'pkg'));
if (!existsSync(join(packageFolder, 'index.js'))) {
  throw new Error(`no package in ${packageFolder}: run cargo xtask build first`);
}
installRootTools();
process.exitCode = (await runSuite()) && runNodeTests() ? 0 : 1;

async function runSuite() {
  const require = createRequire(join(packageFolder, 'package.json'));
  const suite = require((await bundleSuite()).cjs);
  const env = { peer: suite.nodePeer(crypto), inspect };
  const report = await suite.runServerSuite(require('./index.js'), require('./testing.js'), env);
  for (const failure of report.failures)
    console.log(`failed: ${failure.name}\n    ${failure.message}`);
  console.log(`suite: ${report.passed} of ${report.total} tests pass (${report.ms} ms)`);
  return report.failures.length === 0 && report.total > 1000;
}

function runNodeTests() {
  const folder = fileURLToPath(new URL('./node/', import.meta.url));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(folder, name));
  const env = { ...process.env, TCAPTCHA_PACKAGE: packageFolder };
  if (quick) Object.assign(env, { TCAPTCHA_TOKENS: '500', TCAPTCHA_IVS: '50000' });
  if (process.argv.includes('--long')) env.TCAPTCHA_OPENSSL_TOKENS = '10000';
  const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], {
    env,
    stdio: 'inherit',
  });
  return done.status === 0;
}
