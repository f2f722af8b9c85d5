// Every version in every manifest is exact, every package in every lock file has a hash, and the
// published package depends on nothing.

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
    assert.ok(
      entry.integrity || entry.inBundle || entry.resolved?.startsWith('file:'),
      `${lock}: ${path} has no hash`,
    );
  }
}
const published = read('pkg-template/package.json');
for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies', 'scripts']) {
  assert.equal(published[field], undefined, `the published package has ${field}`);
}
console.log(
  `${exact} direct dependencies in ${locks.length} lock files: versions exact, hashes there`,
);
