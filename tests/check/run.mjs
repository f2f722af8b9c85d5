// The ticket check against the simulator, the official SDK, a real Redis, wx-server-sdk, proxies,
// old and new Node.js, Deno and Bun, under a polluted Object.prototype, and under load.
//
//   node tests/check/run.mjs [--quick|--long]
//
// The package is pkg/, or TCAPTCHA_PACKAGE. --quick: fewer claims and tickets, 3 s of load, no other
// runtimes; --long: more of them, and a minute of load.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installRootTools, installTools, root } from '../support/npm.mjs';
import { need } from '../support/needs.mjs';
import { startRedis } from './lib/redis.mjs';

const quick = process.argv.includes('--quick');
const long = process.argv.includes('--long');
const [loadSeconds, memoryTickets, cloudClaims] = quick
  ? [3, 300_000, 1000]
  : long
    ? [60, 10_000_000, 10_000]
    : [10, 1_000_000, 3000];
const folder = fileURLToPath(new URL('.', import.meta.url));
const packageFolder = resolve(process.env.TCAPTCHA_PACKAGE || join(root, 'pkg'));
if (!existsSync(join(packageFolder, 'index.js'))) {
  throw new Error(`no package in ${packageFolder}: run cargo xtask build first`);
}
// TypeScript, for the types of the database clients.
installRootTools();
installTools(folder);

const env = {
  TCAPTCHA_MEMORY_TICKETS: String(memoryTickets),
  TCAPTCHA_CLOUD_CLAIMS: String(cloudClaims),
  ...process.env,
  TCAPTCHA_PACKAGE: packageFolder,
};
if (quick) env.TCAPTCHA_QUICK = '1';

const failed = [];
runTests();
// A Redis of its own, for the stores on every runtime.
const redis = need('redis-server') ? await startRedis() : undefined;
runRoundTrips();
await redis?.stop();
run('load', process.execPath, ['--expose-gc', join(folder, 'lib/load.mjs'), String(loadSeconds)]);
if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

function run(name, command, args) {
  const { status } = spawnSync(command, args, { env, stdio: 'inherit', timeout: 900_000 });
  if (status !== 0) failed.push(name);
}

function runTests() {
  // One file after the other: they measure times.
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .sort();
  for (const name of files) {
    console.log(`\n${name}`);
    run(name, process.execPath, [
      '--expose-gc',
      '--test',
      '--test-reporter=spec',
      join(folder, name),
    ]);
  }
}

/** The round trip and the stores here, and where their binaries run on old and new Node.js, Deno and Bun. */
function runRoundTrips() {
  const scripts = [
    ['round trip', [join(folder, 'lib/round-trip.cjs'), packageFolder]],
    ['stores', [join(folder, 'lib/stores.cjs'), packageFolder, redis?.url ?? '']],
  ];
  for (const [what, args] of scripts) run(what, process.execPath, args);
  if (quick) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('skipped: the round trip on other runtimes: their binaries are for Linux x64');
    if (process.env.CI === 'true') failed.push('round trip on other runtimes');
    return;
  }
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  const require = createRequire(join(runtimes, 'package.json'));
  for (const [name, ...words] of [
    ['node-8', 'bin/node'],
    ['node-12', 'bin/node'],
    ['node-26', 'bin/node'],
    ['@oven/bun-linux-x64', 'bin/bun'],
    ['@deno/linux-x64-glibc', 'deno', 'run', '-A'],
  ]) {
    const [program, ...before] = words;
    const binary = join(require.resolve(`${name}/package.json`), '..', program);
    for (const [what, args] of scripts) run(`${what} on ${name}`, binary, [...before, ...args]);
  }
}
