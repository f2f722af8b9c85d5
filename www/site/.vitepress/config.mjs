import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { REPOSITORY } from '../build/links.mjs';
import { repositoryPages } from '../build/markdown.mjs';
import { API, FOLDERS, listPages, root, sidebarOf } from '../build/pages.mjs';
import { PLACEHOLDER, source, unfinished } from '../build/places.mjs';
import { indexTerms } from '../search/terms.mjs';
import { words } from './words.mjs';

const pages = listPages();
const byPath = new Map(pages.map((page) => [page.path, page]));

// The index is made with these terms. Hidden from what VitePress writes into the pages: there it would
// have the browser make a function from text, which the pages' policy forbids.
const search = { locales: { root: { translations: words.zh.search } } };
Object.defineProperty(search, 'miniSearch', { value: { options: { tokenize: indexTerms } } });

/** Gives the search box the site's own MiniSearch, which knows these terms. */
const ownMiniSearch = fileURLToPath(new URL('../search/minisearch.mjs', import.meta.url));
const replaceMiniSearch = {
  name: 'replace-minisearch',
  enforce: 'pre',
  resolveId: (name, importer) =>
    name === 'minisearch' && importer !== ownMiniSearch ? ownMiniSearch : undefined,
};

// In the page itself: a relative address would be another one after going to another folder's page.
const svg = readFileSync(join(root, 'www/public/favicon.svg'));
const icon = `data:image/svg+xml;base64,${svg.toString('base64')}`;

const locale = (language, lang, label) => {
  const at = `/${FOLDERS[language]}`;
  const text = words[language];
  return {
    label,
    lang,
    description: text.description,
    themeConfig: {
      ...text.theme,
      nav: [
        { text: text.guide, link: `${at}guide/cloud-function` },
        { text: text.errors, link: `${at}errors` },
        { text: 'API', link: `${at}${API.replace(/index$/, '')}` },
        // A page of its own, which VitePress must not look for among its pages.
        { text: text.playground, link: '/playground/', target: '_self' },
      ],
      sidebar: sidebarOf(language, source),
      editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: text.edit },
    },
  };
};

export default defineConfig({
  srcDir: source,
  outDir: unfinished,
  base: PLACEHOLDER,
  title: 'tcaptcha-wasm',
  locales: {
    root: locale('zh', 'zh-CN', '简体中文'),
    en: { ...locale('en', 'en', 'English'), link: '/en/' },
  },
  head: [
    ['link', { rel: 'icon', href: icon, type: 'image/svg+xml' }],
    ['meta', { name: 'referrer', content: 'no-referrer' }],
  ],
  themeConfig: {
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'GitHub' }],
    search: { provider: 'local', options: search },
    outline: [2, 3],
  },
  // In a file of its own, so that the policy needs no hash of it.
  metaChunk: true,
  // What nobody asked for would cost phones more than it gains.
  router: { prefetchLinks: false },
  vite: { plugins: [replaceMiniSearch] },
  markdown: {
    // Colours that can be read on the grey of code blocks.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // Anchors as GitHub makes them: links lead to the same place on both.
    anchor: { slugify: (text) => slug(text) },
    config: (md) => md.use(repositoryPages(pages)),
  },
  transformPageData(data) {
    // Where the page is edited; the API reference is edited in the sources.
    const page = byPath.get(data.relativePath);
    return page
      ? { filePath: page.origin }
      : { frontmatter: { ...data.frontmatter, editLink: false } };
  },
});
