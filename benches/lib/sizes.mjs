// What an installation weighs: the bytes of all its files, not the blocks that they take up.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';

/** The files of a package, and of everything that it needs, in a folder where npm has put all side by side. */
export function packageFiles(modules, names, seen = new Set()) {
  return names.flatMap((name) => {
    if (seen.has(name)) return [];
    seen.add(name);
    const folder = join(modules, name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    // One that lies deeper comes with the folder that it lies in.
    const beside = Object.keys(dependencies).filter(
      (other) => !existsSync(join(folder, 'node_modules', other)),
    );
    return [...folderFiles(folder), ...packageFiles(modules, beside, seen)];
  });
}

export function folderFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

export const bytesOf = (files) => files.reduce((sum, file) => sum + readFileSync(file).length, 0);

/** Bytes of a zip with these files at the usual compression. */
export function zipBytes(files, base) {
  const entries = files.map((file) => [relative(base, file), readFileSync(file)]);
  return zipSync(Object.fromEntries(entries), { level: 6 }).length;
}
