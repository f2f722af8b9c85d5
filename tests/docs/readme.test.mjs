// What the READMEs promise: their length, every option, every field of an event, every page and entry.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { OUTLINE, pairOf, PAIRS, path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';
import { defaultOf, readTypes } from './lib/types.mjs';

const MAX_LINES = 330;
const types = readTypes();

for (const [language, readme] of PAIRS[0].entries()) {
  const page = readMarkdown(path(readme));
  const tableOf = (...heads) => page.tables.filter(([[head]]) => heads.includes(head.text));

  test(`${readme} has at most ${MAX_LINES} lines`, () => {
    const lines = readFileSync(path(readme), 'utf8').trimEnd().split('\n').length;
    assert.ok(lines <= MAX_LINES, `${lines} lines`);
  });

  test(`${readme} has a row for every option of every function, with its default`, () => {
    const [table, ...others] = tableOf('option', '选项');
    assert.equal(others.length, 0);
    const rows = optionRows(table);
    assert.ok(types.options.size >= 12, `only ${types.options.size} functions with options`);
    for (const [name, properties] of types.options) {
      const own = rows.filter(({ functions }) => functions.includes(name));
      for (const [option, property] of properties) {
        const row = own.find(({ options }) => options.includes(option));
        assert.ok(row, `no row for ${option} of ${name}`);
        assert.notEqual(row.meaning, '', option);
        const told = defaultOf(property);
        // A row that refers to the rows above repeats no default.
        const isReference = /^(as above|同上)/.test(row.otherwise);
        if (told !== undefined && !isReference)
          assert.ok(
            row.otherwise.includes(told),
            `${option} of ${name} is ${told}, not ${row.otherwise}`,
          );
      }
    }
    for (const { functions, options } of rows) {
      for (const option of options) {
        assert.ok(
          functions.some((name) => types.options.get(name)?.has(option)),
          `${option} is no option of ${functions}`,
        );
      }
    }
  });

  test(`${readme} has a row for every field of an event`, () => {
    const [[, ...rows]] = tableOf('field', '字段');
    assert.deepEqual(
      rows.flatMap(([{ codes }]) => codes).sort(),
      types.fieldsOf('CheckEvent').sort(),
    );
  });

  test(`${readme} has every reason in its table of outcomes`, () => {
    const [[, ...rows]] = tableOf('status');
    const rust = readFileSync(path('src/verify/outcome.rs'), 'utf8');
    const reasons = [...rust.matchAll(/^\s+\w+ => "(\w+)",$/gm)].map(([, reason]) => reason);
    assert.ok(reasons.length >= 17);
    assert.deepEqual(rows.flatMap(([, { codes }]) => codes).sort(), reasons.sort());
  });

  test(`${readme} links every page of the documentation and names every entry`, () => {
    const linked = new Set(
      page.links.map(({ url }) => normalize(join(dirname(readme), url.split('#')[0]))),
    );
    for (const one of OUTLINE)
      assert.ok(linked.has(pairOf(one)[language]), `no link to ${pairOf(one)[language]}`);
    const text = readFileSync(path(readme), 'utf8');
    const { exports } = JSON.parse(
      readFileSync(join(process.env.TCAPTCHA_PACKAGE, 'package.json'), 'utf8'),
    );
    const entries = Object.keys(exports)
      .filter((entry) => /^\.\/[a-z]+$/.test(entry))
      .map((entry) => entry.slice(1));
    assert.ok(entries.length >= 8, String(entries));
    for (const entry of entries)
      assert.match(text, new RegExp(`\`(?:tcaptcha-wasm)?${entry}\``), `${entry} is not named`);
  });
}

/** The rows of options, each with the functions that it is for: a row with bold names begins their group. */
function optionRows([, ...rows]) {
  let group = [];
  return rows.flatMap(([first, otherwise, meaning]) => {
    const isHead = first.bold.length > 0 && first.codes.length === 0;
    if (isHead) group = first.bold;
    if (isHead) return [];
    const functions = first.bold.length > 0 ? first.bold : group;
    return [{ functions, options: first.codes, otherwise: otherwise.text, meaning: meaning.text }];
  });
}
