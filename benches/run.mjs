// The package against what people would use instead, side by side in one run.
//
//   node benches/run.mjs [--quick] [--only login,checks,…] [--against [NAME=]PATH] [--tarball FILE] [--this-node]
//
// `--against` measures another build of this package as well: its folder, or its tarball.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { findTarball, installTarball, installTools, npm, root } from '../tests/support/npm.mjs';
import { table } from '../tests/support/table.mjs';
import { createCertificate } from '../tests/check/lib/certificate.mjs';
import * as groups from './groups.mjs';

const here = import.meta.dirname;
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const quick = args.includes('--quick');
const only = option('--only')?.split(',') ?? Object.keys(groups).filter((name) => typeof groups[name] === 'function');

installTools(here);
const { againstRows, appendixRows, tableRows } = await import('./lib/rows.mjs');

const depth = quick
  ? { processes: 7, checkRounds: 7, checksARound: 100 }
  : { processes: 31, checkRounds: 31, checksARound: 400 };

const folder = join(root, 'target/bench');
const packages = installPackages('consumer', findTarball(args));
const against = earlierPackage(option('--against'));
const tlsFiles = certificate();
const servers = [startServer(), startServer(tlsFiles.keyFile, tlsFiles.caFile)];
try {
  const [port, tlsPort] = await Promise.all(servers.map(portOf));
  const prepared = {
    ...{ packages, against, depth, caFile: tlsFiles.caFile },
    url: `http://127.0.0.1:${port}`,
    tlsUrl: `https://127.0.0.1:${tlsPort}`,
  };
  for (const { version, binary } of nodes()) {
    console.log(`\nNode.js ${version}`);
    const measured = {};
    for (const group of only) {
      const start = performance.now();
      measured[group] = await groups[group](binary, prepared);
      console.log(`  ${group}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    print(tableRows(measured));
    print(appendixRows(measured));
    if (against) print(againstRows(measured, against.name));
  }
} finally {
  for (const server of servers) server.stdin.end();
}

/** A project folder with the package in it, and beside it the smallest package that does the same. */
function installPackages(name, tarball) {
  const project = join(folder, name);
  installTarball(tarball, project);
  const smallest = 'node-crypto-package';
  cpSync(join(here, 'cold', smallest), join(project, 'node_modules', smallest), { recursive: true });
  return project;
}

/** `[NAME=]PATH`: the tarball, or the folder of a built package. */
function earlierPackage(value) {
  if (!value) return undefined;
  const [path, name = basename(path)] = value.split('=').reverse();
  let tarball = resolve(path);
  if (statSync(tarball).isDirectory()) {
    const packed = join(folder, 'against-tarball');
    rmSync(packed, { recursive: true, force: true });
    mkdirSync(packed, { recursive: true });
    // Packed, because npm would install a folder as a link.
    npm(['pack', '--ignore-scripts', '--pack-destination', packed], tarball);
    tarball = join(packed, readdirSync(packed)[0]);
  }
  return { name, packages: installPackages('against', tarball) };
}

function certificate() {
  const { certFile, keyFile } = createCertificate();
  return { caFile: certFile, keyFile };
}

/** The vendor's side in a process of its own, whose time is nobody's. */
function startServer(...files) {
  const script = join(here, 'check/server.mjs');
  return spawn(process.execPath, [script, ...files], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function portOf(server) {
  const [line] = await once(server.stdout, 'data');
  return Number(line);
}

/** The Node.js that a cloud function mostly has and the newest; elsewhere the one that runs this. */
function nodes() {
  const running = { version: process.versions.node, binary: process.execPath };
  if (args.includes('--this-node') || platform() !== 'linux' || arch() !== 'x64') return [running];
  return [20, 26].map((version) => ({
    version,
    binary: join(here, `node_modules/node-${version}/bin/node`),
  }));
}

function print(rows) {
  if (rows.length === 0) return;
  const number = (value) => Number(value.toPrecision(3)).toString();
  const words = { times: 'times better', timesMore: 'times as many', share: 'of its', less: 'less' };
  const goal = ({ atLeast, atMost }) =>
    atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : '';
  const cells = rows.map((row) => [
    row.what,
    row.against,
    `${number(row.ours)} ${row.unit}`,
    `${number(row.theirs)} ${row.unit}`,
    `${number(row.median)} ${words[row.compare]}`,
    `${number(row.low)} to ${number(row.high)}`,
    goal(row),
    row.reached === undefined ? '' : row.reached ? 'reached' : 'missed',
  ]);
  const head = ['what', 'against', 'this package', 'the other', 'median', 'middle half', 'goal', ''];
  console.log(`\n${table(head, cells)}`);
}
