// The package against what people would use instead, side by side in one run.
//
//   node benches/run.mjs [--quick] [--only login,checks,…] [--against [NAME=]PATH] [--tarball FILE] [--this-node]
//
// Prints the tables, writes results.json and draws docs/bench-*.svg; with --quick, --only or --this-node
// into target/bench/ instead. `--against` measures another build of this package as well, a folder or a
// tarball. A goal that is missed fails nothing; a check that does not pass fails all.

import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findTarball, installTools, root } from '../tests/support/npm.mjs';
import { groups } from './groups.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const options = readOptions();
const { quick = false } = options;
const only = options.only?.split(',');

installTools(here);
// Not before: they import what is installed now.
const { drawCharts } = await import('./chart.mjs');
const { installPackage, measureSizes, versions } = await import('./lib/packages.mjs');
const { printRun } = await import('./lib/print.mjs');
const rows = await import('./rows.mjs');
const { withServers } = await import('./lib/servers.mjs');

const depth = quick
  ? {
      processes: 7,
      rounds: 7,
      checks: 50,
      warmUpChecks: 1000,
      sliceMs: 8,
      warmUpMs: 150,
      claims: 20_000,
      claimRounds: 2,
    }
  : {
      processes: 31,
      rounds: 31,
      checks: 300,
      warmUpChecks: 5000,
      sliceMs: 20,
      warmUpMs: 500,
      claims: 200_000,
      claimRounds: 5,
    };

const folder = join(root, 'target/bench');
const packages = installPackage(options.tarball ?? findTarball([]), join(folder, 'consumer'));
const against = earlierPackage(options.against);
const sizes = only ? undefined : measureSizes(packages);

const report = {
  date: new Date().toISOString(),
  quick,
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    system: `${platform()} ${arch()}`,
    loadAverage: loadavg()[0],
  },
  versions: versions(packages),
  against: against?.name,
  runs: [],
};
await withServers(async (servers) => {
  for (const { version, binary } of nodes()) {
    const name = `Node.js ${version}`;
    console.log(`\n${name}`);
    const run = { name, ...figures(await measure(binary, servers)) };
    report.runs.push(run);
    printRun(run);
  }
});

const isWhole = !quick && !only && !options['this-node'];
// A short run must not replace the figures that are shown.
const results = isWhole ? join(here, 'results.json') : join(folder, 'results.json');
const charts = isWhole ? join(root, 'docs') : folder;
mkdirSync(folder, { recursive: true });
writeFileSync(results, `${JSON.stringify(report, null, 2)}\n`);
if (!only) await drawCharts(report, charts);
console.log(`\nwritten to ${results}`);
if (isWhole) console.log('node docs/speed.mjs writes the figures into the READMEs');

/** Ends with a usage error for an unknown option or group, and where a value was forgotten. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean' },
        only: { type: 'string' },
        against: { type: 'string' },
        tarball: { type: 'string' },
        'this-node': { type: 'boolean' },
      },
    });
    const unknown = values.only?.split(',').find((name) => !Object.hasOwn(groups, name));
    if (unknown === undefined) return values;
    throw new Error(`no group is called '${unknown}': there are ${Object.keys(groups).join(', ')}`);
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

async function measure(binary, servers) {
  const prepared = { packages, against, depth, ...servers };
  const measured = {};
  for (const name of only ?? Object.keys(groups)) {
    const start = performance.now();
    try {
      measured[name] = await groups[name](binary, prepared);
    } catch (error) {
      throw new Error(`${name} could not be measured`, { cause: error });
    }
    console.log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  return measured;
}

function figures(measured) {
  return {
    table: rows.tableRows(measured, sizes),
    appendix: rows.appendixRows(measured, sizes, against?.name),
    against: against ? rows.againstRows(measured, against.name) : undefined,
    parts: rows.partsOf(measured),
    growth: rows.growthOf(measured),
    storeMemory: rows.storeMemoryOf(measured),
    fastest: measured.tokens?.fastest,
  };
}

/** `[NAME=]PATH`: a tarball, or the folder of a built package. */
function earlierPackage(value) {
  if (!value) return undefined;
  const [path, name = basename(path)] = value.split('=').reverse();
  return {
    name: `this package at ${name}`,
    packages: installPackage(path, join(folder, 'against')),
  };
}

/** The Node.js that a cloud function mostly has and the newest; elsewhere the one that runs this. */
function nodes() {
  const running = { version: process.versions.node, binary: process.execPath };
  if (options['this-node'] || platform() !== 'linux' || arch() !== 'x64') return [running];
  return ['node-20', 'node-26'].map((name) => ({
    version: report.versions[name],
    binary: join(here, 'node_modules', name, 'bin/node'),
  }));
}
