// The Node.js versions of tests/runtimes, where their binaries can be had.

import { join } from 'node:path';
import { installTools, root } from './npm.mjs';
import { skip } from './skip.mjs';

/** `[name, path]` of each; the Node.js that runs this comes first. */
export function nodeBinaries(majors) {
  const running = [`Node.js ${process.versions.node}`, process.execPath];
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    skip('the binaries of other Node.js versions are for Linux x64');
    return [running];
  }
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  const binary = (major) => join(runtimes, `node_modules/node-${major}/bin/node`);
  return [running, ...majors.map((major) => [`Node.js ${major}`, binary(major)])];
}
