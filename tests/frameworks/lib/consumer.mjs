// Folders of target/frameworks that have the package and the frameworks installed, as a user's has.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFolder } from '../../support/built-package.mjs';
import { root } from '../../support/npm.mjs';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const target = join(root, 'target/frameworks');

/**
 * A fresh folder. Its package is a copy, because compilers look for types beside the real file; all else
 * is linked: every package of this area, or those in `names` (`{ name: the package to link }`).
 */
export function makeConsumer(name, names = installedPackages()) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync(packageFolder, join(folder, 'node_modules/tcaptcha-wasm'), { recursive: true });
  for (const [link, to] of Object.entries(names)) {
    const path = join(folder, 'node_modules', link);
    mkdirSync(join(path, '..'), { recursive: true });
    symlinkSync(join(modules, to), path, 'junction');
  }
  return folder;
}

/** A consumer with the files of an example, compiled where it is TypeScript. */
export function makeExample(path) {
  const folder = makeConsumer(join('examples', path));
  cpSync(join(root, 'examples', path), folder, {
    recursive: true,
    filter: (file) => !/node_modules|[\\/]dist$/.test(file.slice(root.length)),
  });
  if (existsSync(join(folder, 'tsconfig.json'))) {
    const { code, output } = compile(folder);
    if (code !== 0) throw new Error(`${path}:\n${output}`);
  }
  return folder;
}

/** Runs the TypeScript compiler of the repository on a folder's tsconfig.json. */
export function compile(folder) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

function installedPackages() {
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : [name],
  );
  return Object.fromEntries(names.filter((name) => !name.startsWith('.')).map((name) => [name, name]));
}
