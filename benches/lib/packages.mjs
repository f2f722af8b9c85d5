// The packages that are measured, as npm installs them, and what they weigh.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installTarball, npm, root } from '../../tests/support/npm.mjs';
import { OWN, SDK } from '../groups.mjs';
import { benches } from './processes.mjs';
import { bytesOf, folderFiles, packageFiles, zipBytes } from './sizes.mjs';

const modules = join(benches, 'node_modules');
const SMALLEST_PACKAGE = 'node-crypto-package';

/** A project folder with the package in it, and beside it the smallest package that makes a token. */
export function installPackage(path, project) {
  installTarball(tarballOf(resolve(path), `${project}-tarball`), project);
  const target = join(project, 'node_modules', SMALLEST_PACKAGE);
  cpSync(join(benches, 'cold', SMALLEST_PACKAGE), target, { recursive: true });
  return project;
}

/** A folder is packed first, because npm would install it as a link. */
function tarballOf(path, packed) {
  if (!statSync(path).isDirectory()) return path;
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  npm(['pack', '--ignore-scripts', '--pack-destination', packed], path);
  return join(packed, readdirSync(packed)[0]);
}

/** `{name: version}` of this package and of all others. */
export function versions(project) {
  const versionOf = (folder) =>
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  const { dependencies } = JSON.parse(readFileSync(join(benches, 'package.json'), 'utf8'));
  const others = Object.keys(dependencies).map((name) => [name, versionOf(join(modules, name))]);
  return { [OWN]: versionOf(join(project, 'node_modules', OWN)), ...Object.fromEntries(others) };
}

/**
 * Bytes, one round of each: installed; as a zip of the example of a cloud function and what it needs,
 * without and with wx-server-sdk, which is the same on both sides.
 */
export function measureSizes(project) {
  const example = folderFiles(join(root, 'examples/cloud-function'));
  const platform = packageFiles(modules, ['wx-server-sdk']);
  const own = folderFiles(join(project, 'node_modules', OWN));
  const sdk = packageFiles(modules, ['tencentcloud-sdk-nodejs']);
  const both = (measure) => ({ [OWN]: [measure(own)], [SDK]: [measure(sdk)] });
  const zip = (files) => zipBytes([...new Set(files)], root);
  return {
    installed: both(bytesOf),
    uploaded: both((files) => zip([...example, ...files])),
    uploadedAll: both((files) => zip([...example, ...files, ...platform])),
  };
}
