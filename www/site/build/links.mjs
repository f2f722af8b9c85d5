// Links of the repository's pages as the site has them. The pages are written for GitHub: relative
// addresses of files. Where the file is a page of the site too, the link leads to that page, in the
// same language if it can; everything else is on GitHub.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { join } from 'node:path';
import { root } from './pages.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'pkg-template/package.json'), 'utf8'));
export const REPOSITORY = manifest.repository.url.replace(/^git\+|\.git$/g, '');
const ON_GITHUB = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/`);

/** What a link on `page` becomes. Throws for a file that does not exist. */
export function siteLink(href, page, pages) {
  const file = fileOf(href, page);
  if (file === undefined) return href;
  const [path, anchor] = splitAnchor(file);
  const target = pageOf(path, page, pages);
  if (target) return relative(page.path, target.path) + anchor;
  if (!existsSync(join(root, path))) throw new Error(`${page.origin}: no file ${path} (${href})`);
  const kind = statSync(join(root, path)).isDirectory() ? 'tree' : 'blob';
  return `${REPOSITORY}/${kind}/main/${path}${anchor}`;
}

/** The site's page that is made from the file of a link; `undefined` if there is none. */
export function linkedPage(href, page, pages) {
  const file = fileOf(href, page);
  return file === undefined ? undefined : pageOf(splitAnchor(file)[0], page, pages);
}

/** The address of a picture, which lies on the site where it lies in docs/. */
export function siteImage(source, page) {
  const file = fileOf(source, page);
  if (file === undefined) return source;
  if (!file.startsWith('docs/')) throw new Error(`${page.origin}: ${source} is not in docs/`);
  return relative(page.path, file.slice('docs/'.length));
}

/** The repository's file that a link means, with its anchor; `undefined` for any other link. */
function fileOf(href, page) {
  if (ON_GITHUB.test(href)) return decodeURI(href.replace(ON_GITHUB, ''));
  if (/^([a-z]+:|#|\/)/i.test(href)) return undefined;
  return posix.normalize(posix.join(posix.dirname(page.origin), decodeURI(href)));
}

function pageOf(file, page, pages) {
  const candidates = pages.filter(({ origin }) => origin === file);
  return candidates.find(({ language }) => language === page.language) ?? candidates[0];
}

function splitAnchor(file) {
  const at = file.indexOf('#');
  return at < 0 ? [file, ''] : [file.slice(0, at), file.slice(at)];
}

function relative(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
