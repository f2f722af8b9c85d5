// The sizes that both READMEs state: node docs/sizes.mjs writes those of the package that was built.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = new URL('../', import.meta.url);
export const READMES = ['README.md', 'README.zh-CN.md'];
const ROW = /^(\| .* \| )(\d+)( KB \|)$/gm;

/** In kilobytes, in the order of the table. */
export function measureSizes(packageFolder, tarball) {
  const file = (name) => readFileSync(`${packageFolder}/${name}`);
  const sizes = [
    file('tcaptcha.wasm').length,
    gzipSync(file('index.js'), { level: 9 }).length,
    readFileSync(tarball).length,
  ];
  return sizes.map((bytes) => bytes / 1024);
}

/** What a README says. */
export function statedSizes(readme) {
  return [...readFileSync(new URL(readme, root), 'utf8').matchAll(ROW)].map(([, , size]) => Number(size));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packed = fileURLToPath(new URL('target/npm/', root));
  const [tarball] = readdirSync(packed);
  const sizes = measureSizes(fileURLToPath(new URL('pkg', root)), packed + tarball);
  for (const readme of READMES) {
    const url = new URL(readme, root);
    let at = 0;
    const text = readFileSync(url, 'utf8').replace(ROW, (_, before, size, after) => before + Math.round(sizes[at++]) + after);
    writeFileSync(url, text);
  }
  console.log(sizes.map((size) => `${size.toFixed(1)} KB`).join(', '));
}
