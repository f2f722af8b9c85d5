// The tarball, the crate, what they are made of, and the checksums of all: node write-files.mjs TARBALL FOLDER

import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { makeSbom } from './sbom.mjs';
import { cargoMetadata, crateVersion, root } from './version.mjs';

const [tarball, folder] = process.argv.slice(2).map((path) => resolve(path));
const version = crateVersion();
copyFileSync(tarball, join(folder, basename(tarball)));
const { target_directory: target } = cargoMetadata(['--no-deps']);
const crate = `tcaptcha-${version}.crate`;
copyFileSync(join(target, 'package', crate), join(folder, crate));

const integrity = createHash('sha512').update(readFileSync(tarball)).digest('base64');
const sbom = makeSbom(version, integrity);
writeFileSync(join(folder, `tcaptcha-wasm-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);

const names = readdirSync(folder).sort();
const lines = names.map((name) => {
  const sha256 = createHash('sha256').update(readFileSync(join(folder, name))).digest('hex');
  return `${sha256}  ${name}\n`;
});
writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
process.stdout.write(lines.map((line) => `  ${line}`).join(''));
console.log(`  npm integrity sha512-${integrity}`);
console.log(`  ${sbom.components.length} components in the SBOM; all in ${folder.replace(root, '')}`);
