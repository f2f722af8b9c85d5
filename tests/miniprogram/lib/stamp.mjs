// Work that need not be done again.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Does `work` when `stampFile` holds another fingerprint, or is missing. */
export async function unlessStamped(stampFile, fingerprint, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return;
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint);
}

/** A fingerprint of files and folders, as they are now. */
export function fingerprintOf(...paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (statSync(path).isFile()) hash.update(readFileSync(path));
    else {
      for (const name of readdirSync(path).sort()) {
        if (name === 'node_modules' || name === 'work') continue;
        hash.update(`${name} ${fingerprintOf(join(path, name))}\n`);
      }
    }
  }
  return hash.digest('hex');
}
