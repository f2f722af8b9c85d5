import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/npm.mjs';

export const REPOSITORY = 'https://github.com/tcaptcha-wasm/tcaptcha-wasm';

export const path = (name) => join(root, name);

/** The pages of the documentation, in their order: paths in docs/ without language and extension. */
export const OUTLINE = JSON.parse(readFileSync(path('docs/outline.json'), 'utf8')).flatMap(({ pages }) => pages);

/** A page of the documentation in English and in Chinese. */
export const pairOf = (page) => [`docs/${page}.md`, `docs/${page}.zh-CN.md`];

/** The pages that exist in both languages. */
export const PAIRS = [
  ...['README', 'SECURITY', 'CONTRIBUTING'].map((name) => [`${name}.md`, `${name}.zh-CN.md`]),
  ...OUTLINE.map(pairOf),
];

/** Every page of the repository. */
export function pages() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.trim().split('\n').filter((name) => existsSync(path(name)));
}
