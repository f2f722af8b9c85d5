// The versions of Node.js in which the transport can behave differently.

import { join } from 'node:path';
import { nodeBinaries as binariesOf } from '../../support/nodes.mjs';
import { installTools, root } from '../../support/npm.mjs';

const MAJORS = [8, 12, 20, 26];

/** `[name, path]` of each; with TCAPTCHA_QUICK only that of the Node.js that runs this. */
export function nodeBinaries() {
  const [running, ...others] = binariesOf(process.env.TCAPTCHA_QUICK ? [] : MAJORS);
  return others.length > 0 ? others : [running];
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
