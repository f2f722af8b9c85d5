// npm's advisories for every lock file. The published package has no dependencies, so this concerns
// those who work on it: a serious weakness in a tool of ours fails; what is old on purpose is told.
//
//   node tests/harden/audit.mjs [--registry URL]
//
// Ends with 3 where the registry answers no audits: then nothing is known.

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { root } from '../support/npm.mjs';

/** Old on purpose: peers and clients as others have them, frameworks in the vendor's versions. */
const OLD_ON_PURPOSE = /^(benches|tests\/(check|miniprogram|runtimes))\//;
const UNANSWERED = 3;

const at = process.argv.indexOf('--registry');
const registry = at >= 0 ? ['--registry', process.argv[at + 1]] : [];
const listed = spawnSync('git', ['ls-files', '*package-lock.json'], {
  cwd: root,
  encoding: 'utf8',
});
const locks = listed.stdout.split('\n').filter(Boolean);

for (const lock of locks) {
  const counts = audit(dirname(lock));
  if (!counts) {
    console.log(`${lock}: the registry does not answer`);
    process.exitCode ||= UNANSWERED;
    break;
  }
  const { low, moderate, high, critical } = counts;
  const serious = high + critical > 0 && !OLD_ON_PURPOSE.test(lock);
  console.log(
    `${serious ? 'FAILED: ' : ''}${lock}: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`,
  );
  if (serious) process.exitCode = 1;
}
if (locks.length === 0) throw new Error('no lock file');

/** How many weaknesses of each severity; undefined without an answer. */
function audit(folder) {
  const args = ['audit', '--audit', '--package-lock-only', '--json', ...registry];
  const done = spawnSync('npm', args, {
    cwd: join(root, folder),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  try {
    return JSON.parse(done.stdout).metadata.vulnerabilities;
  } catch {
    return undefined;
  }
}
