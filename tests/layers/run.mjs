// The TypeScript sources import downward only, and in no circle: see rules.cjs.
//
//   node tests/layers/run.mjs [--quick]

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, root } from '../support/npm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
installTools(here);

const cruiser = join(here, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const { stdout, stderr } = spawnSync(
  process.execPath,
  [cruiser, 'src', '--config', join(here, 'rules.cjs'), '--output-type', 'json'],
  { cwd: join(root, 'pkg-template'), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
);
if (stderr) console.error(stderr);
const { modules, summary } = JSON.parse(stdout);
const sources = modules.filter(({ source }) => source.startsWith('src/'));
const imports = sources.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
for (const { rule, from, to, cycle = [] } of summary.violations) {
  const circle = cycle.map(({ name }) => name).join(' → ');
  console.error(`${rule.name}: ${from} → ${circle || to}`);
}
const failed = summary.violations.length;
// Files without imports would mean that they were not understood.
if (sources.length < 50 || imports < 2 * sources.length)
  throw new Error('the sources were not read');
console.log(
  `${sources.length} files, ${imports} imports: ${failed === 0 ? 'all downward' : `${failed} are not`}`,
);
process.exitCode = failed === 0 ? 0 : 1;
