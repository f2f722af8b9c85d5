// The sizes that both READMEs state: node docs/sizes.mjs writes those of the package that was built.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
export const READMES = ['README.md', 'README.zh-CN.md'];
/** The line that states them. */
const LINE = /^(?:Sizes: |大小：).* KB.*$/m;
const SIZE = /\d+(?= KB)/g;

/** In kilobytes, in the order of the line. */
export function measureSizes(packageFolder, tarball) {
  const bytesOf = (name) => statSync(join(packageFolder, name)).size;
  const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true });
  const installed = files
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).size)
    .reduce((sum, bytes) => sum + bytes, 0);
  const sizes = [bytesOf('tcaptcha.wasm'), installed, statSync(tarball).size];
  return sizes.map((bytes) => bytes / 1024);
}

/** What a README says. */
export function statedSizes(readme) {
  const [line] = LINE.exec(readFileSync(new URL(readme, root), 'utf8'));
  return line.match(SIZE).map(Number);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packed = fileURLToPath(new URL('target/npm/', root));
  const [tarball] = readdirSync(packed);
  const sizes = measureSizes(fileURLToPath(new URL('pkg', root)), packed + tarball);
  for (const readme of READMES) {
    const url = new URL(readme, root);
    let at = 0;
    const text = readFileSync(url, 'utf8');
    writeFileSync(
      url,
      text.replace(LINE, (line) => line.replace(SIZE, () => Math.round(sizes[at++]))),
    );
  }
  console.log(sizes.map((size) => `${size.toFixed(1)} KB`).join(', '));
}
