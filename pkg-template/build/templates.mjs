// The templates of `tcaptcha init`: folders of examples/, as they are.

import { cpSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sources, template } from './entries.mjs';

export const TEMPLATES = Object.keys(
  JSON.parse(readFileSync(join(sources, 'cli/init/templates.json'), 'utf8')),
);

/** What stays in an example that was used. */
const LEFT_BY_USE = [
  '.DS_Store',
  'dist',
  'miniprogram_npm',
  'node_modules',
  'package-lock.json',
  'project.private.config.json',
  'unpackage',
];

/** Files of secrets that somebody tried an example with must not be published. */
const isSecret = (name) => name.startsWith('.env');

export function copyTemplates(out, examples = join(template, '../examples')) {
  for (const name of TEMPLATES) {
    const folder = join(out, 'templates', name);
    cpSync(join(examples, name), folder, {
      recursive: true,
      filter: (source) => !LEFT_BY_USE.includes(basename(source)) && !isSecret(basename(source)),
    });
    hideDotFiles(folder);
  }
}

/** npm reads a .gitignore instead of packing it: `.x` is carried as `_x`, and `init` puts the dot back. */
function hideDotFiles(folder) {
  for (const path of readdirSync(folder, { recursive: true })) {
    const name = basename(path);
    if (name.startsWith('_')) throw new Error(`${path} would lose its _ when init writes it`);
    if (!name.startsWith('.')) continue;
    renameSync(join(folder, path), join(folder, dirname(path), `_${name.slice(1)}`));
  }
}
