// The whole suite, from the packed tarball, in every runtime of the matrix.
//
//   node tests/runtimes/run.mjs [--quick] [--only NAME,…] [--tarball FILE]
//
// --quick: only the Node.js that runs this. The binaries come from npm, pinned by package-lock.json.

import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSuiteInChromium } from '../browser/chromium.mjs';
import { bundleSuite, outDir } from '../js/bundle.mjs';
import {
  findTarball,
  installRootTools,
  installTarball,
  installTools,
  root,
} from '../support/npm.mjs';
import { need } from '../support/needs.mjs';
import { runProcess } from '../support/run-process.mjs';
import { serveFiles } from '../support/serve-files.mjs';
import { skip } from '../support/skip.mjs';
import { table } from '../support/table.mjs';
import { compareReports } from './compare.mjs';
import { runSuiteInWorkerd } from './workerd.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const args = process.argv.slice(2);
const consumer = join(root, 'target/runtimes/consumer');

installRootTools();
const suite = await bundleSuite();
const packageFolder = installTarball(findTarball(args), consumer);
for (const host of ['node-require.cjs', 'import.mjs', 'web-import.mjs']) {
  copyFileSync(join(here, 'hosts', host), join(consumer, host));
}
const files = await serveFiles([['/', packageFolder]]);
const rows = [];
try {
  for (const one of selected(args)) rows.push(await runOne(one));
} finally {
  await files.close();
}
console.log(
  `\n${table(['runtime', 'version', 'entry', 'tests', 'passed', 'failed', 'not here', 'ms'], rows.map(cellsOf))}\n`,
);
for (const line of absentLines(rows)) console.log(line);
const problems = compareReports(rows);
for (const problem of problems) console.log(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function selected(args) {
  const running = node('node', process.execPath, true);
  if (args.includes('--quick')) return running;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    skip(
      'the runtimes of the matrix are binaries for Linux x64; only the Node.js that runs this is tested',
    );
    return running;
  }
  installTools(here);
  const all = [...matrix(), ...chromium()];
  const at = args.indexOf('--only');
  return at < 0 ? all : all.filter((one) => args[at + 1].split(',').includes(one.name));
}

function matrix() {
  const bin = (path) => join(here, 'node_modules', path);
  const nodes = [8, 10, 12, 14, 16, 18, 20, 22, 24, 26].flatMap((major) =>
    node(`node-${major}`, bin(`node-${major}/bin/node`), major >= 14, major >= 20),
  );
  const deno = bin('@deno/linux-x64-glibc/deno');
  const denoFlags = ['run', '--allow-all', '--node-modules-dir=manual', '--quiet'];
  const bun = bin('@oven/bun-linux-x64/bin/bun');
  return [
    ...nodes,
    hosted('deno', 'import', deno, denoFlags, 'import.mjs'),
    hosted('deno', 'web', deno, denoFlags, 'web-import.mjs'),
    hosted('bun', 'require', bun, [], 'node-require.cjs'),
    hosted('bun', 'import', bun, [], 'import.mjs'),
    hosted('bun', 'web', bun, [], 'web-import.mjs'),
    inWorkerd('import'),
    inWorkerd('web'),
  ];
}

function inWorkerd(entry) {
  const binary = join(here, 'node_modules/@cloudflare/workerd-linux-64/bin/workerd');
  return {
    name: 'workerd',
    entry,
    run: async () => ({
      version: await versionOf(binary),
      report: await runSuiteInWorkerd(binary, `workerd-${entry}.mjs`, consumer),
    }),
  };
}

function chromium() {
  if (!need('chromium')) return [];
  return [{ name: 'chromium', entry: 'web', run: () => runSuiteInChromium(packageFolder, outDir) }];
}

/** The rows of one Node.js: CommonJS, ESM where it has it, and ./web where it has fetch and WebCrypto. */
function node(name, binary, esm, web = false) {
  const rows = [hosted(name, 'require', binary, [], 'node-require.cjs')];
  if (esm) rows.push(hosted(name, 'import', binary, [], 'import.mjs'));
  if (web) rows.push(hosted(name, 'web', binary, [], 'web-import.mjs'));
  return rows;
}

function hosted(name, entry, binary, flags, host) {
  return {
    name,
    entry,
    run: async () => {
      const reportPath = join(consumer, `report-${name}-${entry}.json`);
      rmSync(reportPath, { force: true });
      const path = host.endsWith('.mjs') && host.startsWith('web') ? suite.mjs : suite.cjs;
      const { code, output } = await runProcess(
        binary,
        [...flags, host, path, reportPath, files.url],
        { cwd: consumer },
      );
      if (code !== 0 || !existsSync(reportPath)) throw new Error(`exit code ${code}:\n${output}`);
      return {
        version: await versionOf(binary),
        report: JSON.parse(readFileSync(reportPath, 'utf8')),
      };
    },
  };
}

async function versionOf(binary) {
  const { output } = await runProcess(binary, ['--version']);
  return /\d[\w.-]*/.exec(output)?.[0] ?? '?';
}

async function runOne({ name, entry, run }) {
  const started = Date.now();
  try {
    const { version, report } = await run();
    report.ms = Date.now() - started;
    process.stdout.write(`${name} (${entry}): ${report.passed} of ${report.total} tests pass\n`);
    return { name, entry, version, report, error: null };
  } catch (error) {
    process.stdout.write(`${name} (${entry}): did not finish\n`);
    return { name, entry, version: '?', report: null, error };
  }
}

/** What has no meaning in a runtime, and why. */
function absentLines(rows) {
  return rows.flatMap(({ name, entry, report }) => {
    const reasons = new Set(report?.absent.map((one) => one.reason));
    return [...reasons].map((reason) => {
      const tests = report.absent.filter((one) => one.reason === reason).length;
      return `${name} (${entry}): ${tests} tests not here: ${reason}`;
    });
  });
}

function cellsOf({ name, entry, version, report }) {
  if (!report) return [name, version, entry, '', '', 'did not finish', '', ''];
  return [
    name,
    version,
    entry,
    report.total,
    report.passed,
    report.failures.length,
    report.absent.length,
    report.ms,
  ];
}
