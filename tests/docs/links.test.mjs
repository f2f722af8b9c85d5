import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { pages, path, REPOSITORY } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

const cache = new Map();
const read = (name) => {
  if (!cache.has(name)) cache.set(name, readMarkdown(path(name)));
  return cache.get(name);
};

for (const page of pages()) {
  test(`links of ${page}`, () => {
    for (const { url, line } of read(page).links) {
      const target = localTarget(page, url);
      if (!target) {
        assert.match(url, /^https:\/\/[\w.-]+\//, `${page}:${line}: ${url}`);
        continue;
      }
      const [file, anchor] = target;
      assert.ok(existsSync(path(file)), `${page}:${line}: no file ${file}`);
      if (anchor === undefined) continue;
      assert.ok(statSync(path(file)).isFile(), `${page}:${line}: ${file} is no page`);
      const anchors = read(file).headings.map((heading) => heading.anchor);
      assert.ok(anchors.includes(decodeURIComponent(anchor)), `${page}:${line}: no #${anchor} in ${file}`);
    }
  });
}

/** File and anchor of a link into the repository, relative or by its address on GitHub. */
function localTarget(page, url) {
  const onGithub = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/`);
  if (!onGithub.test(url) && /^[a-z]+:/.test(url)) return undefined;
  const relative = url.replace(onGithub, '');
  const [file, anchor] = relative.split('#');
  if (file === '') return [page, anchor];
  return [normalize(onGithub.test(url) ? file : join(dirname(page), file)), anchor];
}
