// package.json and the files that are copied; the modes of all.

import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_ENTRIES, template } from './entries.mjs';
import { BUNDLED_PACKAGES } from './resolve.mjs';

export function writePackageFiles({ core, out, version }) {
  cpSync(join(template, 'README.md'), join(out, 'README.md'));
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE'])
    cpSync(join(template, '..', file), join(out, file));
  writeFileSync(
    join(out, 'THIRD-PARTY-NOTICES'),
    readFileSync(join(core, 'THIRD-PARTY-NOTICES'), 'utf8') +
      BUNDLED_PACKAGES.map(noticeOf).join(''),
  );

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

/** The notice of an npm package that is bundled, in the form that xtask/src/build/notices.rs has. */
function noticeOf(name) {
  const folder = join(template, '../node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readFileSync(join(folder, 'license'), 'utf8').trim();
  return `\n${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
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
