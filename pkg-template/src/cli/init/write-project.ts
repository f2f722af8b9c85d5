// Writes a project: all of its files, or none.

import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'fs';
import { dirname, join, resolve } from 'path';
import { UsageError } from '../command-line.js';
import type { TemplateFile } from './templates.js';

/**
 * Writes the files into `folder`, which is created where it is missing. Nothing that exists is
 * overwritten, and no link below `folder` is followed: both end in a UsageError before anything is
 * written. What was written is removed again when a later file cannot be.
 */
export function writeProject(folder: string, files: readonly TemplateFile[]): void {
  const root = resolve(folder);
  const undo: (() => void)[] = [];
  try {
    const inTheWay = findInTheWay(root, files);
    if (inTheWay.length > 0) throw new UsageError('files_exist', folder, inTheWay.join(', '));
    makeFolder(root, undo);
    for (const { path, content } of files) {
      const file = join(root, path);
      makeFolder(dirname(file), undo);
      const handle = openSync(file, 'wx'); // fails where something exists, a link too
      undo.push(() => unlinkSync(file));
      try {
        for (let at = 0; at < content.length;) at += writeSync(handle, content, at);
      } finally {
        closeSync(handle);
      }
    }
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError('cannot_write', folder, code);
  }
}

/** What keeps files from being written: the files themselves, or something in the place of a folder. */
function findInTheWay(root: string, files: readonly TemplateFile[]): string[] {
  const found: string[] = [];
  for (const { path } of files) {
    const parts = path.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const part = parts.slice(0, depth).join('/');
      const isFolder = depth < parts.length;
      const stats = lstat(join(root, part));
      if (!stats) break;
      if (isFolder && stats.isDirectory()) continue;
      if (found.indexOf(part) < 0) found.push(part);
      break;
    }
  }
  return found;
}

function lstat(path: string): ReturnType<typeof lstatSync> | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ENOTDIR: the project's folder, or one above it, is a file; making it says so.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** `mkdir -p`, which Node.js has since 10.12 only. */
function makeFolder(path: string, undo: (() => void)[]): void {
  try {
    mkdirSync(path);
    undo.push(() => rmdirSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      makeFolder(dirname(path), undo);
      makeFolder(path, undo);
    } else if (!isFolder(path)) {
      throw error;
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // What could not be removed stays; the first error is the one to report.
  }
}
