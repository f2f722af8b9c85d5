// SECURITY.md: each promise names what holds it, that is there, has tests in it, and is run by
// `cargo xtask test` or `cargo xtask harden`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../support/npm.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  .split('\n')
  .filter(Boolean);

/** The rows of the tables whose last column is "held by", as `{promise, holders}`. */
const rows = [];
let inTable = false;
for (const line of read('SECURITY.md').split('\n')) {
  const cells = line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim());
  if (!line.startsWith('|')) inTable = false;
  else if (cells.at(-1) === 'held by') inTable = true;
  else if (inTable && !/^\|[-|]+\|$/.test(line)) {
    const holders = [...cells.at(-1).matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    rows.push({ promise: cells.slice(0, -1).join(', '), holders });
  }
}

/** What of the repository runs a file, and what a file of that kind has that can fail. */
const KINDS = [
  [/^tests\/(harden|check|js\/node)\/[\w-]+\.test\.mjs$/, /^test\(/m],
  [/^tests\/js\/suite\/[\w-]+\.js$/, /test\(/],
  [/^tests\/packaging\/checks\/[\w-]+\.mjs$/, /export .*function check/],
  [/^tests\/\w+\.rs$|^src\/.*\.rs$/, /#\[test\]/],
  [/^fuzz\/fuzz_targets\/\w+\.rs$/, /fuzz_target!/],
  // Run as they are by the short and the long forms.
  [/^tests\/harden\/(soak|audit|locks|reproducible)\.mjs$/, /exitCode|assert/],
  [/^tests\/harden\/timing\/src\/main\.rs$/, /run_benches/],
  [/^tests\/vectors\/[\w-]+\.json$/, /"/],
  [/^deny\.toml$/, /\[licenses\]/],
];

test('SECURITY.md has promises in each of its tables', () => {
  const tables = read('SECURITY.md')
    .split('\n')
    .filter((line) => /^\|-/.test(line)).length;
  assert.equal(tables, 2);
  assert.ok(rows.length > 18, `${rows.length} rows`);
});

for (const { promise, holders } of rows) {
  test(`held: ${promise}`, () => {
    assert.ok(holders.length > 0, 'names no test');
    for (const holder of holders) {
      assert.ok(tracked.includes(holder), `${holder} does not exist`);
      const kind = KINDS.find(([path]) => path.test(holder));
      assert.ok(kind, `${holder}: nothing runs a file of that name`);
      assert.match(read(holder), kind[1], `${holder} has no test`);
    }
  });
}

test('the scripts that are named are called by cargo xtask', () => {
  const xtask = tracked
    .filter((file) => /^xtask\/src\/.*\.rs$/.test(file))
    .map(read)
    .join('\n');
  for (const name of new Set(rows.flatMap(({ holders }) => holders))) {
    if (/^tests\/harden\/\w+\.mjs$/.test(name)) assert.ok(xtask.includes(name), name);
  }
});

test('every path that it names is in the repository', () => {
  const named = [...read('SECURITY.md').matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(
    (match) => match[1],
  );
  assert.ok(named.length > 20);
  for (const name of named) {
    assert.ok(
      tracked.some((file) => file === name || (name.endsWith('/') && file.startsWith(name))),
      name,
    );
  }
});

test('SECURITY.zh-CN.md names the same, in the same order', () => {
  const named = (file) => read(file).match(/`[\w.-]+\/[\w./-]*`/g);
  assert.deepEqual(named('SECURITY.zh-CN.md'), named('SECURITY.md'));
});
