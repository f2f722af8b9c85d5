// Every link of every page, by the files as they were built.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'node:test';
import { addressesIn, files, idsIn, pages } from './lib/html.mjs';
import { site } from './lib/serve.mjs';

const known = new Set(files);

test('the site has the pages of the outline in both languages, the reference and the playground', () => {
  const outline = JSON.parse(readFileSync(new URL('../../docs/outline.json', import.meta.url)));
  const names = [...outline.flatMap((section) => section.pages), 'changelog', 'security-policy'];
  for (const name of [...names, 'contributing', 'api/index', 'api/tcaptcha-wasm/express']) {
    for (const folder of ['', 'en/']) assert.ok(known.has(`${folder}${name}.html`), folder + name);
  }
  assert.ok(known.has('playground/index.html'));
});

for (const page of pages) {
  test(`links of ${page}`, () => {
    const addresses = addressesIn(page);
    assert.ok(addresses.length > 30, `only ${addresses.length} addresses`);
    const dead = addresses.map((address) => problemOf(address, page)).filter(Boolean);
    assert.deepEqual([...new Set(dead)], []);
  });
}

function problemOf(address, page) {
  if (/^(https:\/\/[\w.-]+\/|data:image\/svg)/.test(address)) return undefined;
  if (/^([a-z]+:|\/)/i.test(address)) return `${address}: does not stay below the site's folder`;
  const [path, anchor] = address.split('#');
  const [name] = path.split('?');
  const joined =
    name === '' ? page : posix.normalize(posix.join(posix.dirname(page), decodeURI(name)));
  const file =
    joined === './' || joined === '.' ? 'index.html' : joined.replace(/\/$/, '/index.html');
  if (!known.has(file)) return `${address}: no file ${file}`;
  if (!anchor || !file.endsWith('.html')) return undefined;
  return idsIn(file).has(decodeURIComponent(anchor)) ? undefined : `${address}: no such anchor`;
}

test('what was built does not know in which folder it lies', () => {
  const texts = files.filter((name) => /\.(html|js|css|json)$/.test(name));
  assert.ok(texts.length > 100);
  const placed = texts.filter((name) =>
    readFileSync(`${site}/${name}`, 'utf8').includes('site-base'),
  );
  assert.deepEqual(placed, []);
});
