// npm's advisories for every lock file: the package itself has no dependencies, so this concerns
// those who work on it. Also: every version in every lock file and manifest is exact.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../support/npm.mjs';

const listed = spawnSync('git', ['ls-files', '*package-lock.json', '*package.json'], {
  cwd: root,
  encoding: 'utf8',
}).stdout;
const files = listed.split('\n').filter(Boolean);
const locks = files.filter((file) => file.endsWith('package-lock.json'));

// What the vendor's or a framework's own packages bring along, in tests only.
const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
let exact = 0;
for (const lock of locks) {
  const manifest = read(join(dirname(lock), 'package.json'));
  for (const [name, wanted] of Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  })) {
    const version = wanted.replace(/^npm:.+@/, '');
    assert.match(version, /^(\d+\.\d+\.\d+(-[\w.-]+)?|file:.*)$/, `${lock}: ${name} ${wanted}`);
    exact += 1;
  }
  for (const [path, entry] of Object.entries(read(lock).packages)) {
    if (path === '' || entry.link) continue;
    assert.ok(entry.integrity || entry.inBundle || entry.resolved?.startsWith('file:'), `${lock}: ${path} has no hash`);
  }
}
const published = read('pkg-template/package.json');
for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts']) {
  assert.equal(published[field], undefined, `the published package has ${field}`);
}
console.log(`${exact} direct dependencies in ${locks.length} lock files: versions exact, hashes there`);

for (const lock of locks) {
  const done = spawnSync('npm', ['audit', '--package-lock-only', '--json', '--registry', registry()], {
    cwd: join(root, dirname(lock)),
    encoding: 'utf8',
  });
  let counts;
  try {
    counts = JSON.parse(done.stdout).metadata.vulnerabilities;
  } catch {
    counts = undefined;
  }
  if (!counts) {
    // The registry at hand may have no advisories: not a fault of what is audited.
    console.log('skipped: npm audit, because the registry here does not answer it');
    break;
  }
  const { low, moderate, high, critical } = counts;
  console.log(`${lock}: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`);
}

function registry() {
  return spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
}
