// Lines of the package's TypeScript that the tests reach: at least 95 %. A copy of the package
// is built with source maps, and the areas that run on this Node.js run against it.
//
//   node tests/harden/coverage.mjs

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, root } from '../support/npm.mjs';
import { serveFiles } from '../support/serve-files.mjs';
import { bundleSuite } from '../js/bundle.mjs';

const folder = fileURLToPath(new URL('./', import.meta.url));
const base = join(root, 'target/coverage');
const packageFolder = join(base, 'node_modules/tcaptcha-wasm');
const MINIMUM = 95;
installTools(folder);
installTools(join(root, 'tests/check'));
installTools(join(root, 'tests/miniprogram/helper'));
const { CoverageReport } = await import('monocart-coverage-reports');

build();
const suite = await bundleSuite();
const files = await serveFiles([['/', packageFolder]]);
const testsOf = (area, without = []) =>
  readdirSync(join(root, area))
    .filter((name) => name.endsWith('.test.mjs') && !without.includes(name))
    .map((name) => join(root, area, name));
const nodeTest = ['--expose-gc', '--test', '--test-concurrency=1', '--test-reporter=dot'];
const commands = [
  [join(root, 'tests/js/run.mjs'), '--quick'],
  [...nodeTest, ...testsOf('tests/check', ['live.test.mjs'])],
  [...nodeTest, ...testsOf('tests/harden', ['promises.test.mjs'])],
  [...nodeTest, ...testsOf('tests/cli')],
  [...nodeTest, ...testsOf('tests/miniprogram/helper', ['folder.test.mjs'])],
  [join(base, 'web-import.mjs'), suite.mjs, join(base, 'web.json'), files.url],
];
const failed = [];
for (const args of commands) {
  if (!(await covered(args))) failed.push(args.at(-1));
}
files.close();
const { pct, covered: reached, total } = (await report()).summary.lines;
console.log(`lines: ${reached} of ${total}, ${pct} %`);
for (const name of failed) console.log(`FAILED while measured: ${name}`);
process.exitCode = pct < MINIMUM || failed.length > 0 ? 1 : 0;

function build() {
  rmSync(base, { recursive: true, force: true });
  mkdirSync(base, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'));
  const args = ['--core', 'target/glue', '--version', version, '--out', packageFolder];
  execFileSync(process.execPath, ['pkg-template/build.mjs', ...args], {
    cwd: root,
    env: { ...process.env, TCAPTCHA_SOURCE_MAPS: '1' },
  });
  copyFileSync(join(root, 'tests/runtimes/hosts/web-import.mjs'), join(base, 'web-import.mjs'));
}

/** Runs Node.js with these arguments, its coverage going to where `report` finds it. */
async function covered(args) {
  const running = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_V8_COVERAGE: join(base, 'v8'),
      TCAPTCHA_PACKAGE: packageFolder,
      TCAPTCHA_CLI: join(packageFolder, 'cli.js'),
      TCAPTCHA_VALUES: '300',
      TCAPTCHA_TOKENS: '200',
      TCAPTCHA_IVS: '2000',
      TCAPTCHA_MEMORY_TICKETS: '200000', // the store keeps 100,000
      TCAPTCHA_CLOUD_CLAIMS: '100',
    },
  });
  const [code] = await once(running, 'exit');
  return code === 0;
}

/** By TypeScript file: bundles of the same file count together. */
async function report() {
  const coverage = new CoverageReport({
    outputDir: join(base, 'report'),
    logging: 'error',
    entryFilter: ({ url }) => url.includes('/node_modules/tcaptcha-wasm/') && /\.m?js$/.test(url),
    sourceFilter: (path) => /pkg-template\/src\/|miniprogram\/index\.js$/.test(path),
    reports: [['console-details', { metrics: ['lines'], maxCols: 60 }], 'json-summary'],
  });
  await coverage.addFromDir(join(base, 'v8'));
  return coverage.generate();
}
