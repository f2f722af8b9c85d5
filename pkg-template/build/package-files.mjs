// package.json and the files that are copied; the modes of all.

import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundles.mjs';
import { NODE_ENTRIES, template } from './entries.mjs';
import { copyTemplates } from './templates.mjs';

const REPOSITORY = 'https://github.com/tcaptcha-wasm/tcaptcha-wasm';

export function writePackageFiles({ core, out, version }) {
  cpSync(join(template, 'README.md'), join(out, 'README.md'));
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE'])
    cpSync(join(template, '..', file), join(out, file));
  copyErrorPages(out);
  copyTemplates(out);
  const ofTheWasm = readFileSync(join(core, 'THIRD-PARTY-NOTICES'), 'utf8');
  const notices = [ofTheWasm, ...[...bundledPackages].sort().map(noticeOf)];
  writeFileSync(join(out, 'THIRD-PARTY-NOTICES'), notices.join(`\n${'-'.repeat(80)}\n\n`));

  const { name, ...rest } = JSON.parse(readFileSync(join(template, 'package.json'), 'utf8'));
  rest.exports = withNodeEntries(rest.exports);
  const manifest = { name, version, ...rest };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);

  // The tarball carries modes: they must not be those of the builder's umask.
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    const isOpen = entry.isDirectory() || entry.name === 'cli.js';
    chmodSync(join(entry.parentPath ?? entry.path, entry.name), isOpen ? 0o755 : 0o644);
  }
}

/** What the help links of messages lead to, for machines without a network. */
function copyErrorPages(out) {
  mkdirSync(join(out, 'docs'));
  for (const page of ['errors.md', 'errors.zh-CN.md']) {
    const text = readFileSync(join(template, '../docs', page), 'utf8');
    // Other pages do not come along.
    const links = text.replace(/\]\((?!https:|#|errors\.)(?:\.\.\/)?([^)]+)\)/g, (link, target) => {
      const isAbove = link.startsWith('](../');
      return `](${REPOSITORY}/blob/main/${isAbove ? '' : 'docs/'}${target})`;
    });
    writeFileSync(join(out, 'docs', page), links);
  }
}

/** The notice of an npm package that is bundled, in the form that xtask/src/build/notices.rs has. */
function noticeOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} comes without a licence text`);
  return `${name}-${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Adds the entries that have nothing but a file for `import` and one for `require`. */
function withNodeEntries(exports) {
  const added = Object.keys(NODE_ENTRIES)
    .filter((name) => name !== 'index' && !exports[`./${name}`])
    .map((name) => [
      `./${name}`,
      {
        import: { types: `./${name}.d.mts`, default: `./${name}.mjs` },
        require: { types: `./${name}.d.ts`, default: `./${name}.js` },
      },
    ]);
  return { ...exports, ...Object.fromEntries(added) };
}
