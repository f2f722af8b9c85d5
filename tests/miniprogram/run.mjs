// The client's side of the package and every example, each by its real tool.
//
//   node tests/miniprogram/run.mjs [--quick]
//
// --quick: the helper alone, without the frameworks' tools.
// The package comes from target/npm/*.tgz (cargo xtask build), or from TCAPTCHA_TARBALL.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildExamples } from './lib/build.mjs';
import { here, run } from './lib/folders.mjs';
import { findTarball, installPackage, installTools } from './lib/install.mjs';

const quick = process.argv.includes('--quick');
const packageFolder = await installPackage(findTarball());

await step('the helper: unit tests, ES5, the folder', () =>
  nodeTests('helper', { TCAPTCHA_PACKAGE: packageFolder }),
);

if (!quick) {
  let examples;
  await step('the examples, built by miniprogram-ci, uni-app and Taro', async () => {
    examples = await buildExamples(packageFolder);
  });
  await step('the examples, run in miniprogram-simulate', async () => {
    const folder = await installTools('simulate');
    const jest = join(folder, 'node_modules/jest/bin/jest.js');
    run(process.execPath, [jest, '--config', 'jest.config.cjs'], {
      cwd: folder,
      env: { ...process.env, TCAPTCHA_EXAMPLES: examples },
      quiet: false,
    });
  });
}

async function step(name, action) {
  const started = Date.now();
  console.log(`miniprogram: ${name}`);
  await action();
  console.log(`miniprogram: ok, ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function nodeTests(name, env) {
  const folder = await installTools(name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.mjs'));
  run(process.execPath, ['--expose-gc', '--test', ...files], {
    cwd: folder,
    env: { ...process.env, ...env },
    quiet: false,
  });
}
