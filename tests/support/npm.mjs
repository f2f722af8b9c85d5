// npm as the test areas use it: their own tools from a lock file, and the tarball as a consumer has it.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Installs what the lock file of `folder` says, unless it is the one that was installed last.
 * `npm ci` refuses a lock that lacks optional packages of other platforms; where that is so,
 * `command` is `['install', '--no-save']`.
 */
export function installTools(folder, command = ['ci']) {
  const stampPath = join(folder, 'node_modules/.installed-lock');
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return;
  npm([...command, '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  writeFileSync(stampPath, stamp);
}

/** The tools at the repository's root (esbuild, TypeScript, wabt); xtask has usually installed them. */
export function installRootTools() {
  if (!existsSync(join(root, 'node_modules/esbuild'))) installTools(root);
}

/** The packed package: `--tarball FILE`, or the only one in target/npm. */
export function findTarball(args) {
  const at = args.indexOf('--tarball');
  if (at >= 0) return args[at + 1];
  const folder = join(root, 'target/npm');
  const found = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^tcaptcha-wasm-.*\.tgz$/.test(name))
    : [];
  if (found.length !== 1) {
    throw new Error(`${found.length} tarballs in target/npm: run cargo xtask build first`);
  }
  return join(folder, found[0]);
}

/** A new folder with the tarball installed in it the way a cloud function's build does, without scripts. */
export function installTarball(tarball, folder, manifest = {}) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, ...manifest }, null, 2),
  );
  npm(
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', tarball],
    folder,
  );
  return join(folder, 'node_modules/tcaptcha-wasm');
}

export function npm(args, cwd) {
  // On Windows npm is a batch file.
  const options = { cwd, encoding: 'utf8', shell: process.platform === 'win32' };
  const done = spawnSync('npm', [...args, '--loglevel=error'], options);
  if (done.status !== 0)
    throw new Error(`npm ${args.join(' ')} in ${cwd}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
}
