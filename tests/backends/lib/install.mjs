// Copies of the example backends with the packed package installed, as a user deploys them.

import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findTarball, npm, root } from '../../support/npm.mjs';

export { root };

export const examples = join(root, 'examples');
export const target = join(root, 'target/backends');

const tarball = process.env.TCAPTCHA_TARBALL ?? findTarball([]);

/**
 * A fresh copy of a folder of `examples`, for each test file in a folder of its own. Its manifest takes the
 * packed package from its file, and a lock fixes the versions of everything else to those of this area.
 */
export function copyExample(path, folder = join(target, path)) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(examples, path), folder, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|package-lock\.json)$/.test(source),
  });
  const manifest = readJson(folder, 'package.json');
  manifest.dependencies['tcaptcha-wasm'] = `file:${tarball}`;
  writeJson(manifest, folder, 'package.json');
  writeJson(lockOf(manifest), folder, 'package-lock.json');
  return folder;
}

/** A copy with its dependencies installed, without scripts, as clouds do. */
export function installExample(path) {
  const folder = copyExample(path);
  npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  return folder;
}

/** A copy with the packed package installed, and links to everything else, which this area has installed. */
export function linkExample(path, to = path) {
  const folder = copyExample(path, join(target, to));
  const manifest = readJson(folder, 'package.json');
  const own = { 'tcaptcha-wasm': manifest.dependencies['tcaptcha-wasm'] };
  const others = Object.keys(manifest.dependencies).filter((name) => !(name in own));
  writeJson({ ...manifest, dependencies: own }, folder, 'package.json');
  rmSync(join(folder, 'package-lock.json'));
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], folder);
  for (const name of others) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'tests/backends/node_modules', name), link, 'junction');
  }
  return folder;
}

function lockOf({ name, dependencies }) {
  const { packages, ...lock } = readJson(root, 'tests/backends/package-lock.json');
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  // npm leaves out what the manifest does not lead to.
  return {
    ...lock,
    name,
    packages: {
      ...packages,
      '': { name, dependencies },
      'node_modules/tcaptcha-wasm': { version: '0.0.0', resolved: `file:${tarball}`, integrity },
    },
  };
}

/** The bytes of all files in a folder. */
export function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((file) => statSync(join(folder, file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

export function readJson(...path) {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

function writeJson(value, ...path) {
  writeFileSync(join(...path), JSON.stringify(value, null, 2));
}
