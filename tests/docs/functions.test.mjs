// The page that lists every public function, and the options of those that have any.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairOf, path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';
import { readReference } from './lib/reference.mjs';
import { defaultOf, readTypes } from './lib/types.mjs';

const callable = readReference().filter(({ kind }) => kind === 'function' || kind === 'class');
const names = [...new Set(callable.map(({ name }) => name))];
const { options } = readTypes();

for (const name of pairOf('functions')) {
  const { headings, tables } = readMarkdown(path(name));

  test(`${name} has a section for each function and class, and for nothing else`, () => {
    assert.ok(names.length >= 25, `only ${names.length}`);
    const sections = headings
      .filter(({ depth, isCode }) => depth === 3 && isCode)
      .map(({ text }) => text);
    assert.deepEqual(sections.sort(), [...names].sort());
  });

  for (const [at, created] of ['createCaptcha', 'createSimulator'].entries()) {
    test(`${name} has a row for each option of ${created}, with its default`, () => {
      const properties = options.get(created);
      const rows = tables[at]
        .slice(1)
        .flatMap(([first, otherwise]) => first.codes.map((option) => [option, otherwise.text]));
      assert.deepEqual(rows.map(([option]) => option).sort(), [...properties.keys()].sort());
      for (const [option, told] of rows) {
        const known = defaultOf(properties.get(option));
        if (known) assert.ok(told.includes(known), `${option}: ${told}, the type says ${known}`);
        const isRequired = !properties.get(option).flags.isOptional;
        assert.equal(/^(required|必填)$/.test(told), isRequired, option);
      }
    });
  }
}
