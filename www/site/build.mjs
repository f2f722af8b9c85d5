// Builds the documentation site into target/site: node www/site/build.mjs
//
// It needs www/dist for the playground; `cargo xtask site` makes both.

import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installTools, root } from '../../tests/support/npm.mjs';
import { project, site, source, unfinished } from './build/places.mjs';

installTools(project);
const { build } = await import('vitepress');
const { listPages } = await import('./build/pages.mjs');
const { stagePages } = await import('./build/stage.mjs');
const { makeRelocatable } = await import('./build/relocatable.mjs');

const playground = join(root, 'www/dist');
if (!existsSync(join(playground, 'index.html'))) {
  console.error('www/dist is missing: run `cargo xtask site`, which builds the demo page first');
  process.exit(1);
}

process.chdir(project);
rmSync(unfinished, { recursive: true, force: true });
stagePages(listPages(), source);
await build(project);
makeRelocatable(unfinished);
cpSync(playground, join(unfinished, 'playground'), { recursive: true });
rmSync(site, { recursive: true, force: true });
renameSync(unfinished, site);
console.log(join(site, 'index.html'));
