// The package against what people would use instead, side by side in one run.
//
//   node benches/run.mjs [--quick] [--only tokens,cold,…] [--tarball FILE] [--this-node]
//
// Prints the table, writes results.json and draws docs/bench-*.svg; --quick writes to target/bench/.
// Figures are ratios: what the machine does meanwhile falls on both sides. Nothing here fails a test.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import { join } from 'node:path';
import { findTarball, installTarball, installTools, root } from '../tests/support/npm.mjs';
import { table } from '../tests/support/table.mjs';

const here = import.meta.dirname;
const modules = join(here, 'node_modules');
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const quick = args.includes('--quick');
const only = option('--only')?.split(',');

installTools(here);
// Not before: they import what is installed now.
const { drawCharts } = await import('./chart.mjs');
const { nativeRounds } = await import('./lib/native.mjs');
const { alternate, runScript } = await import('./lib/processes.mjs');
const { figuresOf, rowsOf } = await import('./lib/rows.mjs');
const { folderBytes, packageBytes } = await import('./lib/sizes.mjs');
const consumer = join(root, 'target/bench/consumer');
const installed = installTarball(findTarball(args), consumer);

const depth = quick
  ? { rounds: 7, sliceMs: 8, processes: 5, tokens: 1e6, checkRounds: 4, batch: 100, native: 1 }
  : { rounds: 31, sliceMs: 25, processes: 25, tokens: 1e7, checkRounds: 15, batch: 400, native: 5 };
const micro = { consumer, rounds: depth.rounds, sliceMs: depth.sliceMs };

/** What is measured under each Node.js. */
const perNode = {
  tokens: (node) => runScript(node, 'token/tokens.mjs', micro),
  cold: (node) => alternate(node, coldStarts, { consumer }, depth.processes),
  many: (node) =>
    runScript(node, 'token/many.mjs', { consumer, tokens: depth.tokens }, ['--expose-gc']),
  keys: (node) => runScript(node, 'token/growth.mjs', micro),
  checks: (node) =>
    withServer((port) => {
      const { checkRounds: rounds, batch } = depth;
      return runScript(node, 'check/checks.mjs', { consumer, port, rounds, batch });
    }),
  parse: (node) => runScript(node, 'parse/parse.mjs', micro),
};

/** What is the same whatever the Node.js. */
const forAll = {
  native: () => nativeRounds({ rounds: depth.native, quick }),
  size: () => ({
    own: folderBytes(installed),
    sdk: packageBytes(modules, 'tencentcloud-sdk-nodejs'),
  }),
};

const coldStarts = {
  'tcaptcha-wasm': 'cold/own.cjs',
  'node:crypto': 'cold/node-crypto.cjs',
  'official SDK': 'cold/official-sdk.cjs',
  'official SDK, captcha alone': 'cold/official-sdk-captcha.cjs',
  nothing: 'cold/nothing.cjs',
};

const report = {
  date: new Date().toISOString(),
  quick,
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    system: `${platform()} ${release()} ${arch()}`,
    loadAverage: loadavg()[0],
  },
  versions: versions(),
  runs: [],
};
for (const { name, binary } of nodes()) {
  const version = (await runScript(binary, 'lib/version.mjs', {})).version;
  console.log(`\n${name} ${version}`);
  print(await measureAll(`Node.js ${version}`, perNode, binary));
}
console.log('\nwhatever the Node.js');
print(await measureAll('', forAll));

report.reached = report.runs.flatMap((run) => run.rows).filter((row) => row.reached).length;
report.goals = report.runs
  .flatMap((run) => run.rows)
  .filter((row) => row.reached !== undefined).length;
console.log(`\n${report.reached} of ${report.goals} goals reached`);
if (!only) {
  // A short run must not replace the figures that are shown.
  const file = quick ? join(root, 'target/bench/results-quick.json') : join(here, 'results.json');
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  if (!quick) await drawCharts(report, join(root, 'docs'));
}

/** Runs each group; one that cannot be measured is told, and its rows are missing. */
async function measureAll(name, all, binary) {
  const run = {};
  for (const [group, measure] of Object.entries(all)) {
    if (only && !only.includes(group)) continue;
    const start = performance.now();
    try {
      run[group] = await measure(binary);
    } catch (error) {
      console.log(`  ${group} could not be measured: ${error.message}`);
      report.failed = [...(report.failed ?? []), { run: name, group, message: error.message }];
    }
    console.log(`  ${group}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  const { nodeCryptoKept, nodeCryptoOnce } = run.tokens ?? {};
  const rows = rowsOf(run);
  const result = { name, rows, figures: figuresOf(run), nodeCryptoKept, nodeCryptoOnce };
  report.runs.push(result);
  return result;
}

/** The Node.js that a cloud function mostly has and the newest; elsewhere the one that runs this. */
function nodes() {
  const running = { name: 'this Node.js', binary: process.execPath };
  if (args.includes('--this-node') || platform() !== 'linux' || arch() !== 'x64') return [running];
  return ['node-20', 'node-26'].map((name) => ({
    name,
    binary: join(modules, name, 'bin/node'),
  }));
}

async function withServer(measure) {
  const server = spawn(process.execPath, [join(here, 'check/server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    return await measure(Number(line));
  } finally {
    server.stdin.end();
  }
}

function versions() {
  const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const own = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  return { 'tcaptcha-wasm': own.version, ...manifest.dependencies };
}

function print({ rows, figures, nodeCryptoKept, nodeCryptoOnce }) {
  const number = (value) => Number(value.toPrecision(3)).toString();
  const goal = ({ atLeast, atMost }) =>
    atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : '';
  const cells = rows.map((row) => [
    row.what,
    row.against,
    `${number(row.median)} ${row.unit}`,
    `${number(row.low)} to ${number(row.high)}`,
    goal(row),
    row.reached === undefined ? '' : row.reached ? 'reached' : 'missed',
  ]);
  const head = ['what', 'against', 'median', 'middle half', 'goal', ''];
  console.log(`\n${table(head, cells)}\n`);
  if (figures.length === 0) return;
  console.log(
    table(
      ['figure', 'who', 'median', 'unit'],
      figures.map((line) => line.map(String)),
    ),
  );
  if (nodeCryptoKept)
    console.log(`\nfastest way of node:crypto: ${nodeCryptoKept}; once: ${nodeCryptoOnce}`);
}
