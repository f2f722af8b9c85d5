// Phrases that were hard to read, and second names of the check: phrases.json lists them.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { root } from '../support/npm.mjs';
import { path } from './lib/files.mjs';

const LIST = 'tests/docs/phrases.json';
const TEXT = /\.(md|rs|tsx?|mts|[cm]?js|json|ya?ml|toml|html|css|vue|wxml|svg|py)$/;
const OF_OTHERS = /(^|\/)(package-lock\.json|LICENSE[^/]*)$/;

const { en, zh } = JSON.parse(readFileSync(path(LIST), 'utf8'));
const english = en.map((phrase) => [
  phrase,
  new RegExp(`(?<![a-z])${phrase.replace(/ /g, '\\s+')}(?![a-z])`, 'i'),
]);
const phrases = [...english, ...zh.map((phrase) => [phrase, new RegExp(phrase)])];

test('no text of the repository has a phrase of the list', () => {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = listed
    .trim()
    .split('\n')
    .filter(
      (name) => TEXT.test(name) && !OF_OTHERS.test(name) && name !== LIST && existsSync(path(name)),
    );
  assert.ok(
    files.length > 300 && phrases.length > 15,
    `${files.length} files, ${phrases.length} phrases`,
  );
  const found = [];
  for (const name of files) {
    const text = readFileSync(path(name), 'utf8');
    for (const [phrase, pattern] of phrases) {
      const at = text.search(pattern);
      if (at >= 0) found.push(`${name}:${text.slice(0, at).split('\n').length}: ${phrase}`);
    }
  }
  assert.deepEqual(found, []);
});
