// Lazy installs: of the tools, by their lock files, and of the package, from its tarball.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, here, repository, run, target, unlessStamped } from './folders.mjs';

/** Installs a folder's locked dependencies, when the lock file is not the installed one. */
export async function installTools(name) {
  const folder = join(here, name);
  const lock = fingerprintOf(join(folder, 'package-lock.json'));
  await unlessStamped(join(folder, 'node_modules/.tcaptcha-stamp'), lock, () => {
    console.log(`installing the tools of tests/miniprogram/${name}`);
    // Not `npm ci`: it refuses a lock that lacks another platform's optional packages.
    run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
    });
  });
  return folder;
}

/** The package's tarball: the environment's, or the one that the build left. */
export function findTarball() {
  const named = process.env.TCAPTCHA_TARBALL;
  if (named) return named;
  const folder = join(repository, 'target/npm');
  const found = existsSync(folder) ? readdirSync(folder).filter((n) => n.endsWith('.tgz')) : [];
  if (found.length !== 1) {
    throw new Error(`target/npm must hold one tarball, and holds ${found.length}: run cargo xtask build`);
  }
  return join(folder, found[0]);
}

/** Installs the tarball, as a user would, into a folder of its own; gives the package's folder. */
export async function installPackage(tarball) {
  const folder = join(target, 'package');
  await unlessStamped(join(folder, 'stamp'), fingerprintOf(tarball), () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--offline'];
    run('npm', ['install', ...flags, tarball], { cwd: folder });
  });
  return join(folder, 'node_modules/tcaptcha-wasm');
}
