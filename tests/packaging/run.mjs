// The packed package as others meet it: linters, sizes, WebAssembly 1.0, consumers, bundlers.
//
//   node tests/packaging/run.mjs [--quick] [--only WORD] [--tarball FILE]
//
// --quick: without bundlers, compilers and other versions of Node.js; --only: checks with that in their name.

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { findTarball, installTarball, installTools } from '../support/npm.mjs';
import { need } from '../support/needs.mjs';
import { toolsFolder } from './checks/tools.mjs';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const tarball = findTarball(args);
installTools(toolsFolder);

const { checkManifest } = await import('./checks/manifest.mjs');
const { checkActions, checkLocks } = await import('./checks/locks.mjs');
const { checkSizes } = await import('./checks/sizes.mjs');
const { checkWasm } = await import('./checks/wasm.mjs');
const { checkPublint, checkTypesWrong } = await import('./checks/lint.mjs');
const { checkCommonJs, checkEsm } = await import('./checks/consumers.mjs');
const { TYPESCRIPT_CASES, checkTypeScript } = await import('./checks/typescript.mjs');
const { checkReadable, checkUncaught } = await import('./checks/readable.mjs');
const { checkNotices } = await import('./checks/notices.mjs');
const bundlers = await import('./checks/bundlers.mjs');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : '';

// Outside the repository: a bundle that still needs node_modules must not find one.
const scratch = mkdtempSync(join(tmpdir(), 'tcaptcha-packaging-'));
let failed = 0;
try {
  const consumer = join(scratch, 'consumer');
  const context = { tarball, consumer, scratch, packageFolder: installTarball(tarball, consumer) };
  for (const [name, check] of checks().filter(([name]) => name.includes(only))) {
    const started = Date.now();
    try {
      console.log(`ok: ${await check(context)} (${Date.now() - started} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`failed: ${name}\n${error.message}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;

function checks() {
  const all = [
    ['manifest', checkManifest],
    ['sizes', checkSizes],
    ['locks', checkLocks],
    ['actions', checkActions],
    ['WebAssembly 1.0', checkWasm],
    ['readable', checkReadable],
    ['notices', checkNotices],
    ['publint', checkPublint],
    ['CommonJS consumer', checkCommonJs],
    ['ESM consumer', checkEsm],
  ];
  if (quick) return all;
  all.push(['attw', checkTypesWrong]);
  for (const one of TYPESCRIPT_CASES)
    all.push([`TypeScript ${one.name}`, (context) => checkTypeScript(context, one)]);
  all.push(['uncaught errors', checkUncaught]);
  for (const name of bundlers.SERVER_BUNDLER_NAMES)
    all.push([`${name} for Node.js`, (context) => bundlers.checkServerBundle(context, name)]);
  all.push(['required in an ES module bundle', bundlers.checkRequiredInEsm]);
  all.push(['wasm of another version beside a bundle', bundlers.checkForeignWasm]);
  for (const name of bundlers.WEB_BUNDLER_NAMES)
    all.push([`${name}, the mistake`, (context) => bundlers.checkBrowserMistake(context, name)]);
  if (need('chromium')) {
    for (const name of bundlers.WEB_BUNDLER_NAMES)
      all.push([`${name} for browsers`, (context) => bundlers.checkWebBundle(context, name)]);
  }
  return all;
}
