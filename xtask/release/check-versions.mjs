// One version everywhere, and a changelog that has it with a date.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crateVersion, root, rustcVersion } from './version.mjs';

const version = crateVersion();
const problems = [];
const read = (name) => readFileSync(join(root, name), 'utf8');

const changelog = read('CHANGELOG.md');
const section = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - (\\d{4}-\\d{2}-\\d{2})$`, 'm').exec(changelog);
if (!section) problems.push(`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD"`);
if (!changelog.includes(`\n[${version}]: https://`)) problems.push(`CHANGELOG.md has no link for [${version}]`);
const unreleased = /^## \[Unreleased\]\n([^]*?)(?=^## |^\[)/m.exec(changelog)?.[1].trim();
if (unreleased === undefined) problems.push('CHANGELOG.md has no section "## [Unreleased]"');
else if (unreleased !== '') problems.push('CHANGELOG.md has changes under [Unreleased]: move them to the version');

for (const manifest of readdirSync(join(root, 'examples'), { recursive: true })) {
  if (!/(^|[\\/])package\.json$/.test(manifest) || manifest.includes('node_modules')) continue;
  const name = `examples/${manifest}`;
  const { dependencies } = JSON.parse(read(name));
  if (dependencies['tcaptcha-wasm'] !== version) problems.push(`${name} takes tcaptcha-wasm ${dependencies['tcaptcha-wasm']}`);
}
for (const folder of readdirSync(join(root, 'examples'), { withFileTypes: true })) {
  const name = `examples/${folder.name}/README.md`;
  if (!folder.isDirectory() || !read(name).includes('tcaptcha-wasm')) continue;
  if (!read(name).includes(`tcaptcha-wasm ${version}`)) problems.push(`${name} does not say tcaptcha-wasm ${version}`);
}

const [, rustc] = rustcVersion().split(' ');
if (!read('SECURITY.md').includes(`\`rustc ${rustc}\``)) problems.push(`SECURITY.md does not say that rustc ${rustc} builds it`);

for (const problem of problems) console.error(`  ${problem}`);
if (problems.length === 0) console.log(`  ${version}, ${section[1]}`);
process.exitCode = problems.length === 0 ? 0 : 1;
