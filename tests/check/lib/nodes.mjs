// The versions of Node.js in which the transport can behave differently.

import { join } from 'node:path';
import { installTools, root } from '../../support/npm.mjs';
import { skip } from '../../support/skip.mjs';

const MAJORS = [8, 12, 20, 26];

/** `[name, path]` of each; with TCAPTCHA_QUICK only that of the Node.js that runs this. */
export function nodeBinaries() {
  const running = [`Node.js ${process.versions.node}`, process.execPath];
  if (process.env.TCAPTCHA_QUICK) return [running];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    skip('the binaries of other Node.js versions are for Linux x64');
    return [running];
  }
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  return MAJORS.map((major) => [
    `Node.js ${major}`,
    join(runtimes, `node_modules/node-${major}/bin/node`),
  ]);
}

/** `[name, path, ...arguments before the script]` of Bun and Deno, which send with `fetch`. */
export function otherRuntimes() {
  if (process.env.TCAPTCHA_QUICK || process.platform !== 'linux' || process.arch !== 'x64')
    return [];
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  return [
    ['Bun', join(runtimes, 'node_modules/@oven/bun-linux-x64/bin/bun')],
    ['Deno', join(runtimes, 'node_modules/@deno/linux-x64-glibc/deno'), 'run', '-A'],
  ];
}
