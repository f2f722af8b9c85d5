// What an installation weighs: the bytes of all its files, not the blocks that they take up.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function folderBytes(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isFile())
    .map((entry) => join(folder, entry.name))
    .reduce(
      (sum, path) => sum + (statSync(path).isDirectory() ? folderBytes(path) : statSync(path).size),
      0,
    );
}

/** A package and everything that it needs, in a folder where npm has put all side by side. */
export function packageBytes(modules, name, seen = new Set()) {
  if (seen.has(name)) return 0;
  seen.add(name);
  const folder = join(modules, name);
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys(dependencies).reduce(
    // One that lies deeper is counted with the folder it lies in.
    (sum, other) =>
      existsSync(join(folder, 'node_modules', other))
        ? sum
        : sum + packageBytes(modules, other, seen),
    folderBytes(folder),
  );
}
