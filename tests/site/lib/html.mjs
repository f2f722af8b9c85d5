// The pages of the built site as trees.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { site } from './serve.mjs';

/** The site's files, with slashes. */
export const files = readdirSync(site, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => path.slice(site.length + 1).replaceAll('\\', '/'));

/** Pages of the documentation; the playground is a page of its own. */
export const pages = files.filter(
  (name) => name.endsWith('.html') && !/^(playground\/|404\.html$)/.test(name),
);

const trees = new Map();
export function treeOf(page) {
  if (!trees.has(page)) trees.set(page, fromHtml(readFileSync(join(site, page), 'utf8')));
  return trees.get(page);
}

/** Every address in a page: of links, scripts, styles, pictures. */
export function addressesIn(page) {
  const found = [];
  for (const { properties } of selectAll('[href], [src], [srcset]', treeOf(page))) {
    const { href, src, srcSet } = properties;
    for (const value of [href, src, ...[srcSet ?? []].flat()]) {
      if (typeof value === 'string') found.push(value.split(' ')[0]);
    }
  }
  return found;
}

const ids = new Map();
export function idsIn(page) {
  if (!ids.has(page)) {
    ids.set(page, new Set(selectAll('[id]', treeOf(page)).map(({ properties }) => properties.id)));
  }
  return ids.get(page);
}
