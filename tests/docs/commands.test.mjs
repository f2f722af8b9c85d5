// What the pages tell people to type exists.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pages, path } from './lib/files.mjs';

const usage = readFileSync(path('xtask/src/main.rs'), 'utf8');

test('every cargo xtask command and every script that a page names exists', () => {
  let count = 0;
  for (const page of pages()) {
    const text = readFileSync(path(page), 'utf8');
    for (const [command, name, option] of text.matchAll(/cargo xtask ([a-z]+)(?: (--[a-z-]+))?/g)) {
      count += 1;
      const words = option ? `${name} ${option}` : name;
      assert.match(usage, new RegExp(`^ {2}${words}\\s`, 'm'), `${page}: ${command}`);
    }
    for (const [, file] of text.matchAll(/\bnode ((?:tests|docs|benches|xtask)\/[\w./-]+\.mjs)/g)) {
      count += 1;
      assert.ok(existsSync(path(file)), `${page}: no ${file}`);
    }
  }
  assert.ok(count > 10, `only ${count} commands found`);
});
