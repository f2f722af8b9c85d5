// What CONTRIBUTING and tests/README.md say of the repository: files that exist, and every folder of tests/.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { root } from '../support/npm.mjs';
import { path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');
const exists = (name) =>
  tracked.some((file) => file === name || file.startsWith(name.replace(/\/?$/, '/')));
/** Made by commands. */
const GENERATED = /^(pkg|target)\//;

for (const page of ['CONTRIBUTING.md', 'CONTRIBUTING.zh-CN.md']) {
  test(`every path that ${page} names exists`, () => {
    const named = [...readFileSync(path(page), 'utf8').matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(
      ([, name]) => name,
    );
    const paths = named.filter((name) => !GENERATED.test(name));
    assert.ok(paths.length > 25, `only ${paths.length}`);
    for (const name of paths) assert.ok(exists(name), name);
  });
}

test('every path of the architecture exists', () => {
  const { code } = readMarkdown(path('CONTRIBUTING.md')).blocks.find(
    ({ name }) => name === 'architecture',
  );
  const [ways, layout] = code.split('\n\n');
  const steps = [...ways.matchAll(/[\w-]+\/[\w./-]*/g)].map(([name]) => name);
  assert.ok(steps.length >= 9, String(steps));
  for (const name of steps) assert.ok(exists(name) || exists(`pkg-template/src/${name}`), name);

  let folder = '';
  let count = 0;
  for (const line of layout.split('\n')) {
    const isInner = line.startsWith(' ');
    // The names stand before two spaces and what they are.
    const names = line
      .trim()
      .split(/ {2,}(?=[^ ]*[^/ ]( |$))/)[0]
      .split(/ +/);
    for (const name of names)
      assert.ok(exists(isInner ? folder + name : name), isInner ? folder + name : name);
    if (!isInner) [folder] = names;
    count += names.length;
  }
  assert.ok(count >= 20, `only ${count}`);
});

test('tests/README.md has a row for every folder of tests/, and every folder in it exists', () => {
  const [[, ...rows]] = readMarkdown(path('tests/README.md')).tables;
  const listed = rows.flatMap(([{ codes }]) => codes);
  const folders = new Set(
    tracked.map((name) => /^tests\/([^/]+\/)[^]/.exec(name)?.[1]).filter(Boolean),
  );
  assert.ok(folders.size > 10);
  for (const folder of folders) assert.ok(listed.includes(folder), `no row for ${folder}`);
  for (const folder of listed) assert.ok(existsSync(path(`tests/${folder}`)), folder);
});
