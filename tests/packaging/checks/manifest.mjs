// The packed package.json and the files beside it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/npm.mjs';

const DEPENDENCY_FIELDS = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
  'bundledDependencies',
  'bundleDependencies',
];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

export function checkManifest({ packageFolder }) {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  for (const field of DEPENDENCY_FIELDS) {
    assert.deepEqual(Object.keys(manifest[field] ?? {}), [], `${field} of the package`);
  }
  for (const script of INSTALL_SCRIPTS) {
    assert.equal(
      manifest.scripts?.[script],
      undefined,
      `script ${script}: cloud functions install without scripts`,
    );
  }
  assert.ok(!existsSync(join(packageFolder, 'binding.gyp')), 'binding.gyp makes npm run node-gyp');
  const version = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(
    readFileSync(join(root, 'Cargo.toml'), 'utf8'),
  )[1];
  assert.equal(manifest.version, version, 'the version is Cargo.toml’s');
  for (const path of pathsOf(manifest)) {
    assert.ok(
      existsSync(join(packageFolder, path)),
      `${path} is named by package.json and not packed`,
    );
  }
  for (const file of [
    'README.md',
    'package.json',
    'tcaptcha.wasm',
    'tcaptcha-wasm.js',
    'THIRD-PARTY-NOTICES',
  ]) {
    assert.ok(readdirSync(packageFolder).includes(file), `${file} is not packed`);
  }
  // What messages link, for machines without a network; nothing there is linked that is not packed.
  for (const page of ['errors.md', 'errors.zh-CN.md']) {
    const text = readFileSync(join(packageFolder, 'docs', page), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https:|#)([^)]+)\)/g)) {
      assert.ok(existsSync(join(packageFolder, 'docs', target)), `docs/${page} links ${target}`);
    }
  }
  return `version ${version}, no dependencies, no install script`;
}

function pathsOf(manifest) {
  const paths = [
    manifest.main,
    manifest.types,
    manifest.miniprogram,
    ...Object.values(manifest.bin ?? {}),
  ];
  const walk = (value) => {
    if (typeof value === 'string') paths.push(value);
    else if (value) Object.values(value).forEach(walk);
  };
  walk(manifest.exports);
  return paths.filter((path) => path && !path.includes('*'));
}
