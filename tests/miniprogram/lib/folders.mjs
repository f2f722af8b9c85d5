// Where things are, and how a command is run.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
export const repository = join(here, '../..');
export const examples = join(repository, 'examples');
export const target = join(repository, 'target/miniprogram');

/** Runs a command to its end; throws with what it printed when it fails. */
export function run(command, args, { quiet = true, ...options } = {}) {
  const done = spawnSync(command, args, {
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    ...options,
  });
  if (done.error) throw done.error;
  if (done.status !== 0) {
    const output = `${done.stdout ?? ''}${done.stderr ?? ''}`.slice(-8000);
    throw new Error(`${command} ${args.join(' ')} ended with ${done.status}\n${output}`);
  }
  return done.stdout ?? '';
}

/** Does `work` when the fingerprint in `stampFile` is another one, or the file is missing. */
export async function unlessStamped(stampFile, fingerprint, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint) return;
  await work();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint);
}

/** A fingerprint of files, folders and text, as they are now. */
export function fingerprintOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    if (!existsSync(part)) hash.update(`text ${part}\n`);
    else if (statSync(part).isFile()) hash.update(readFileSync(part));
    else {
      for (const name of readdirSync(part).sort()) {
        if (name === 'node_modules' || name === 'work') continue;
        hash.update(`${name} ${fingerprintOf(join(part, name))}\n`);
      }
    }
  }
  return hash.digest('hex');
}
