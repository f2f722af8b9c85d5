// The client's side of the package and every example, each by its real tool.
//
//   node tests/miniprogram/run.mjs [--quick] [--tarball FILE]
//
// --quick: the helper alone, without the frameworks' tools.
// The package comes from target/npm (cargo xtask build), or from --tarball FILE.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findTarball, installRootTools, installTarball } from '../support/npm.mjs';
import { skip } from '../support/skip.mjs';
import { buildExamples } from './lib/build.mjs';
import { here, installTools, target } from './lib/folders.mjs';
import { startGateway } from './lib/gateway.mjs';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
installRootTools();
const packageFolder = installTarball(findTarball(args), join(target, 'package'));

const env = { ...process.env, TCAPTCHA_PACKAGE: packageFolder };

await step('the helper: behaviour, ES5, folder', () => nodeTests('helper'));
await step('the types of the helper', () => nodeTests('types'));
await step('the HTTP server, against the simulator', () => nodeTests('server'));

if (!quick) {
  await step('the examples, built by miniprogram-ci, uni-app and Taro', async () => {
    env.TCAPTCHA_EXAMPLES = await buildExamples(packageFolder);
  });
  await step('what was built', () => nodeTests('output'));
  await step(
    'the cloud function in the local runtime of CloudBase, the HTTP server, on old Node.js',
    () => nodeTests('cloud'),
  );
  await step('the examples in miniprogram-simulate, with round trips', async () => {
    if (process.platform === 'linux' && process.arch !== 'x64') {
      return skip('the WXML compiler of miniprogram-simulate is a binary for x64');
    }
    const folder = installTools('simulate');
    const gateways = [
      await startGateway(packageFolder, { requireAid: true }),
      await startGateway(packageFolder, { requireAid: false }),
    ];
    [env.TCAPTCHA_GATEWAY, env.TCAPTCHA_GATEWAY_WITHOUT_AID] = gateways.map(({ url }) => url);
    try {
      await node(
        [join(folder, 'node_modules/jest/bin/jest.js'), '--config', 'jest.config.cjs'],
        folder,
      );
    } finally {
      for (const gateway of gateways) await gateway.close();
    }
  });
}

async function step(name, action) {
  const started = Date.now();
  console.log(`miniprogram: ${name}`);
  await action();
  console.log(`miniprogram: ok, ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function nodeTests(name) {
  const folder = join(here, name);
  if (existsSync(join(folder, 'package-lock.json'))) installTools(name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.mjs'));
  await node(['--expose-gc', '--test', '--test-reporter=spec', ...files], folder);
}

async function node(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} in ${cwd} ended with ${code}`);
}
