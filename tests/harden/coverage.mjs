// Lines of the package's server side that the tests of the token, the check and this area reach, by
// c8: at least 95 %. The generated glue is in the same file and counts along.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, root } from '../support/npm.mjs';

const folder = fileURLToPath(new URL('./', import.meta.url));
installTools(folder);
installTools(join(root, 'tests/check'));
const tests = ['tests/js/node', 'tests/check', 'tests/harden'].flatMap((area) =>
  readdirSync(join(root, area))
    .filter((name) => name.endsWith('.test.mjs') && name !== 'live.test.mjs')
    .map((name) => join(root, area, name)),
);
const c8 = join(folder, 'node_modules/c8/bin/c8.js');
const args = [
  c8,
  '--all=false',
  '--include=pkg/index.js',
  '--include=pkg/simulator.js',
  '--include=pkg/miniprogram/index.js',
  '--exclude-after-remap=false',
  '--exclude=',
  '--reporter=text',
  '--check-coverage',
  '--lines=95',
  `--temp-directory=${join(root, 'target/c8')}`,
  `--reports-dir=${join(root, 'target/c8-report')}`,
];
const suite = [process.execPath, join(root, 'tests/js/run.mjs'), '--quick'];
const node = [process.execPath, '--test', '--test-reporter=dot', ...tests];
const env = {
  ...process.env,
  TCAPTCHA_VALUES: '300',
  TCAPTCHA_TOKENS: '200',
  TCAPTCHA_IVS: '2000',
};
const both = `${suite.map(quoted).join(' ')} >/dev/null && ${node.map(quoted).join(' ')} >/dev/null`;
const done = spawnSync(process.execPath, [...args, 'sh', '-c', both], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = done.status ?? 1;

function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
