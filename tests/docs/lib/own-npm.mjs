// A Node.js with the npm of its time, as a newcomer has them: both from npm, neither installed.

import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installTools, npm, root } from '../../support/npm.mjs';

/** By the major version of Node.js; in no lock file, because npm of 2017 is old and not for daily use. */
const NPMS = {
  8: ['5.6.0', 'mt839mCsI5hzdBJLf1iRBwt610P35iUfvqLVuL7VFdanUwRBAmGtbsjdGIuzegplR95xx+fTHE0vBMuMJp1sLQ=='],
  18: ['9.5.0', 'GqVETDu5xX4+drrjdZmWyxl3BVLToDamB0Wz1+k0mLcraYRVb80gOYSnSEZbHvulw4RyU/Hq6AiUfUBxmm/2gw=='],
  26: ['11.6.2', '7iKzNfy8lWYs3zq4oFPa8EXZz5xt9gQNKJZau3B1ErLBb6bF7sBJ00x09485DOvRT2l5Gerbl3VlZNT57MxJVA=='],
};
export const MAJORS = Object.keys(NPMS).map(Number);

/** A folder with `node`, `npm` and `npx`, to be first in PATH. */
export function nodeWithNpm(major) {
  const [version, sha512] = NPMS[major];
  const runtimes = join(root, 'tests/runtimes');
  if (!process.env.TCAPTCHA_NODES) installTools(runtimes);
  const node = join(process.env.TCAPTCHA_NODES || join(runtimes, 'node_modules'), `node-${major}/bin/node`);

  const folder = join(root, 'target/docs/npm', version);
  const tarball = join(folder, `npm-${version}.tgz`);
  if (!existsSync(tarball)) {
    mkdirSync(folder, { recursive: true });
    npm(['pack', `npm@${version}`, '--pack-destination', folder], root);
  }
  const found = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (found !== sha512) {
    rmSync(tarball);
    throw new Error(`npm ${version} is not what it was`);
  }
  const unpacked = spawnSync('tar', ['xzf', tarball, '-C', folder]);
  if (unpacked.status !== 0) throw new Error(String(unpacked.stderr));

  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const programs = { node: '', npm: `${folder}/package/bin/npm-cli.js`, npx: `${folder}/package/bin/npx-cli.js` };
  for (const [name, script] of Object.entries(programs)) {
    const file = join(bin, name);
    writeFileSync(file, `#!/bin/sh\nexec '${node}' ${script && `'${script}'`} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return bin;
}
