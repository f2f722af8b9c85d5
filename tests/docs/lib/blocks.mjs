// The code blocks of the documentation's pages, and which of them a test has run.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { OUTLINE, pairOf, path } from './files.mjs';
import { readMarkdown } from './markdown.mjs';

/**
 * The blocks of the pages in a folder of docs/, by `page#name`. `elsewhere` says which test runs the
 * blocks of a page, or one block, that this test leaves to it.
 */
export function blocksBelow(folder, elsewhere = {}) {
  const pages = OUTLINE.filter((page) => page.startsWith(`${folder}/`));
  const found = new Map();
  // Both languages have the same code: structure.test.mjs.
  for (const page of pages) {
    for (const { name, code } of readMarkdown(path(pairOf(page)[0])).blocks)
      found.set(`${page}#${name}`, code);
  }
  const ran = new Set();
  return {
    pages,
    /** The code of a block, which counts as run from here on. */
    block(key) {
      ran.add(key);
      if (!found.has(key)) throw new Error(`no block ${key}`);
      return found.get(key);
    },
    /** The blocks that nothing runs. */
    left: () => [...found.keys()].filter((key) => !ran.has(key) && !isElsewhere(key, elsewhere)),
  };
}

/** Whether another test, which must name the page or the block, runs this one. */
function isElsewhere(key, elsewhere) {
  const [page, name] = key.split('#');
  const file = elsewhere[key] ?? elsewhere[page];
  if (file === undefined) return false;
  const text = readFileSync(path(file), 'utf8');
  return text.includes(elsewhere[key] ? `'${name}'` : `${page}.md`);
}

/** `require` as a project has it that has installed the package; `own` are modules that it is given. */
export function requireOf(own = {}) {
  const require = createRequire(join(process.env.TCAPTCHA_PACKAGE, '../../index.js'));
  return (name) => (Object.hasOwn(own, name) ? own[name] : require(name));
}

/** Runs a block as the body of an async function; resolves with `results`, names that it leaves. */
export function runBlock(code, context, results = []) {
  const names = Object.keys(context).filter((name) => name !== 'self');
  const body = `return (async function () {\n${code}\n${results.length ? `return { ${results.join(', ')} };` : ''}\n}).call(self)`;
  return new Function('self', ...names, body)(context.self, ...names.map((name) => context[name]));
}
