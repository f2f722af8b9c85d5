// The middleware on the real frameworks, over the network; the recipes; the types.
//
//   node tests/frameworks/run.mjs [--quick]
//
// The package is pkg/, or TCAPTCHA_PACKAGE. --quick: the cases on this Node.js alone, without the recipes.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBinaries } from '../support/nodes.mjs';
import { installRootTools, installTools } from '../support/npm.mjs';
import { runProcess } from '../support/run-process.mjs';
import { table } from '../support/table.mjs';

const quick = process.argv.includes('--quick');
const folder = fileURLToPath(new URL('.', import.meta.url));
installRootTools();
installTools(folder);
const { packageFolder } = await import('../support/built-package.mjs');

const MAJORS = [8, 20, 22, 24, 26];
const MIN_CASES = 15;
const failures = [];
await runCases();
runTests();
if (failures.length > 0) console.log(`\nfailed:\n${failures.join('\n')}`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** Every case on every framework, on every Node.js that it runs on; prints what ran where. */
async function runCases() {
  const cells = new Map();
  const running = [[`Node.js ${process.versions.node}`, process.execPath]];
  for (const [node, binary] of quick ? running : nodeBinaries(MAJORS)) {
    const { code, output } = await runProcess(binary, [join(folder, 'suite.cjs'), packageFolder]);
    if (code !== 0) {
      failures.push(`${node}: ${output}`);
      continue;
    }
    const results = JSON.parse(output);
    for (const { framework, name, failure } of results) {
      const cell = `${name}\n${framework}`;
      cells.set(cell, [...(cells.get(cell) ?? []), { node, failure }]);
      if (failure) failures.push(`${framework} on ${node}, ${name}: ${failure}`);
    }
  }
  const column = (at) => [...new Set([...cells.keys()].map((cell) => cell.split('\n')[at]))];
  const [names, frameworks] = [column(0), column(1)];
  const rows = names.map((name) => [name, ...frameworks.map((framework) => summary(cells.get(`${name}\n${framework}`)))]);
  console.log(table(['case', ...frameworks], rows));
  console.log('each cell: on how many versions of Node.js it passed');
  if (names.length < MIN_CASES) failures.push(`only ${names.length} cases ran`);
}

function summary(results = []) {
  const failed = results.filter(({ failure }) => failure);
  return failed.length > 0 ? `failed on ${failed.length} of ${results.length}` : results.length;
}

function runTests() {
  const inFullRunOnly = ['examples.test.mjs', 'types.test.mjs'];
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));
  const chosen = files.filter((name) => !quick || !inFullRunOnly.includes(name)).map((name) => join(folder, name));
  const args = ['--test', '--test-reporter=spec', ...chosen];
  const { status } = spawnSync(process.execPath, args, {
    env: { ...process.env, TCAPTCHA_PACKAGE: packageFolder },
    stdio: 'inherit',
    timeout: 600_000,
  });
  if (status !== 0) failures.push('tests');
}
