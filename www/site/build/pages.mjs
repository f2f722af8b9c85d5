// The pages of the site: which file of the repository each is made from, and in which order they stand.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files outside docs/ that are pages of the site as well, by their names there. */
const ROOT_PAGES = {
  changelog: 'CHANGELOG',
  'security-policy': 'SECURITY',
  contributing: 'CONTRIBUTING',
};
const PROJECT = { zh: '项目', en: 'Project' };
export const API = 'api/index';
const API_TITLE = { zh: 'API 参考', en: 'API reference' };

/** The folder of each language on the site: Chinese is at its root. */
export const FOLDERS = { zh: '', en: 'en/' };
const SUFFIXES = { zh: '.zh-CN.md', en: '.md' };

export const outline = () => [
  ...JSON.parse(readFileSync(join(root, 'docs/outline.json'), 'utf8')),
  { title: PROJECT, pages: Object.keys(ROOT_PAGES) },
];

/**
 * Every page but those of the API reference: `{name, language, path, origin}`, path on the site and
 * origin in the repository. Where there is no Chinese text, the English one stands at both.
 */
export function listPages() {
  const names = outline().flatMap((section) => section.pages);
  refusePagesOutsideOf(names);
  return Object.keys(FOLDERS).flatMap((language) =>
    names.map((name) => {
      const stem = ROOT_PAGES[name] ?? `docs/${name}`;
      const origin = [stem + SUFFIXES[language], stem + SUFFIXES.en].find(isFile);
      if (!origin) throw new Error(`docs/outline.json names ${name}, but there is no ${stem}.md`);
      return { name, language, path: `${FOLDERS[language]}${name}.md`, origin };
    }),
  );
}

/** The address of a page on the site: `guide/` for `guide/index.md`. */
export const addressOf = (path) => path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html');

/** The sidebar of one language, in VitePress' form. `pages` are staged: their first heading is there. */
export function sidebarOf(language, source) {
  const item = (name) => {
    const path = `${FOLDERS[language]}${name}.md`;
    const text = titleOf(readFileSync(join(source, path), 'utf8'));
    return { text, link: `/${addressOf(path)}` };
  };
  return [
    ...outline().map(({ title, pages }) => ({ text: title[language], items: pages.map(item) })),
    { text: API_TITLE[language], items: apiPages(language, source).map(item) },
  ];
}

/** The pages of the reference, the package's own module first. */
function apiPages(language, source) {
  const folder = join(source, FOLDERS[language], 'api');
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  const pages = names.filter((name) => name.endsWith('.md') && name !== 'index.md').sort();
  return [API, ...pages.map((name) => `api/${name.slice(0, -3)}`)];
}

function titleOf(markdown) {
  const heading = /^# (.+)$/m.exec(markdown);
  if (!heading) throw new Error(`a page has no heading: ${markdown.slice(0, 80)}`);
  return heading[1].replaceAll('`', '').replaceAll('\\', '');
}

function refusePagesOutsideOf(names) {
  const files = readdirSync(join(root, 'docs'), { recursive: true });
  const stray = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replaceAll('\\', '/').replace(/(\.zh-CN)?\.md$/, ''))
    .filter((name) => !names.includes(name));
  if (stray.length > 0)
    throw new Error(`not in docs/outline.json: ${[...new Set(stray)].join(', ')}`);
}

const isFile = (path) => existsSync(join(root, path));
