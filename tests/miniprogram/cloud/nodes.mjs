// The Node.js versions that cloud functions have, where their binaries can be had.

import { join } from 'node:path';
import { installTools, root } from '../../support/npm.mjs';
import { skip } from '../../support/skip.mjs';

const MAJORS = [8, 12, 16, 18, 20];

/** `[name, path]` of each; the Node.js that runs this comes first. */
export function nodeBinaries() {
  const running = [`Node.js ${process.versions.node}`, process.execPath];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    skip('the binaries of old Node.js versions are for Linux x64');
    return [running];
  }
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  return [
    running,
    ...MAJORS.map((major) => [
      `Node.js ${major}`,
      join(runtimes, `node_modules/node-${major}/bin/node`),
    ]),
  ];
}
