// Puts the pages where VitePress reads them, each language in its folder.

import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeApiPages } from './api.mjs';
import { root } from './pages.mjs';

export function stagePages(pages, source) {
  rmSync(source, { recursive: true, force: true });
  for (const { origin, path } of pages) copy(join(root, origin), join(source, path));
  const pictures = readdirSync(join(root, 'docs'), { recursive: true }).filter((name) =>
    /\.(svg|png)$/.test(name),
  );
  for (const name of pictures) copy(join(root, 'docs', name), join(source, name));
  writeApiPages(source);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
