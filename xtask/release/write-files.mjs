// The tarball, the crate, what they are made of, and the checksums of all: node write-files.mjs TARBALL FOLDER

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { cargoMetadata, crateVersion, root, rustcVersion } from './version.mjs';

const [tarball, folder] = process.argv.slice(2).map((path) => resolve(path));
const version = crateVersion();
copyFileSync(tarball, join(folder, basename(tarball)));
const { target_directory: target } = cargoMetadata(['--no-deps']);
const crate = `tcaptcha-${version}.crate`;
copyFileSync(join(target, 'package', crate), join(folder, crate));

const integrity = createHash('sha512').update(readFileSync(tarball)).digest('base64');
const sbom = `tcaptcha-wasm-${version}.cdx.json`;
copyFileSync(join(target, 'sbom', sbom), join(folder, sbom));

const names = readdirSync(folder).sort();
const lines = names.map((name) => {
  const sha256 = createHash('sha256').update(readFileSync(join(folder, name))).digest('hex');
  return `${sha256}  ${name}\n`;
});
// `sha256sum --check` skips the first line.
const npmVersion = execFileSync('npm', ['--version'], { encoding: 'utf8' }).trim();
lines.unshift(`# built with ${rustcVersion()}, Node.js ${process.version}, npm ${npmVersion}\n`);
writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
process.stdout.write(lines.map((line) => `  ${line}`).join(''));
console.log(`  npm integrity sha512-${integrity}`);
console.log(`  all in ${folder.replace(root, '')}`);
