import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drawFlows } from '../../docs/flow.mjs';
import { OUTLINE, pages, PAIRS, pairOf, path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

for (const [english, chinese] of PAIRS) {
  const [en, zh] = [english, chinese].map((name) => readMarkdown(path(name)));

  test(`${chinese} has the headings of ${english}`, () => {
    assert.ok(en.headings.length > 0);
    const outline = ({ headings }) => headings.map(({ depth, text, isCode }) => [depth, isCode ? text : '']);
    assert.deepEqual(outline(zh), outline(en));
  });

  test(`${chinese} has the code of ${english}, every block under a name of its own`, () => {
    const code = ({ blocks }) => blocks.map(({ name, lang, code }) => ({ name, lang, code }));
    assert.deepEqual(code(zh), code(en));
    const names = en.blocks.map(({ name }) => name);
    assert.equal(names.includes(undefined), false, 'a block without a name');
    assert.equal(new Set(names).size, names.length);
  });

  test(`${chinese} has as many rows in its tables as ${english}`, () => {
    const rows = (name) => readFileSync(path(name), 'utf8').split('\n').filter((line) => line.startsWith('|'));
    assert.equal(rows(chinese).length, rows(english).length);
  });
}

test('every page in docs is in the outline, once, in both languages', () => {
  const listed = OUTLINE.flatMap(pairOf);
  assert.deepEqual([...listed].sort(), pages().filter((name) => name.startsWith('docs/')).sort());
});

for (const page of OUTLINE) {
  test(`${page} begins with its title, the other language and what the reader gets`, () => {
    for (const [at, name] of pairOf(page).entries()) {
      const [title, link, first] = readFileSync(path(name), 'utf8').split('\n\n');
      assert.match(title, /^# \S/);
      const [language, suffix] = [['简体中文', '.zh-CN'], ['English', '']][at];
      assert.equal(link, `[${language}](${page.split('/').at(-1)}${suffix}.md)`);
      assert.match(first, /^[^#|@<\n]{30,}/);
    }
  });
}

test('the pictures of the flow are what docs/flow.mjs draws', () => {
  for (const [name, svg] of Object.entries(drawFlows())) {
    assert.equal(readFileSync(path(`docs/${name}`), 'utf8'), svg, `${name}: run node docs/flow.mjs`);
  }
});
