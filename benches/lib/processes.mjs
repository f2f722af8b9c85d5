// Child processes: one at a time, in turn, with their answer as JSON on the last line.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rotated } from './paired.mjs';

const benches = join(import.meta.dirname, '..');

/** Runs a script of this folder under a Node.js and resolves with what it answered. */
export async function runScript(node, script, settings, flags = []) {
  const { stdout } = await promisify(execFile)(node, [...flags, join(benches, script)], {
    env: { ...process.env, NODE_OPTIONS: '', BENCH_SETTINGS: JSON.stringify(settings) },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** New processes in turn, A B C A B C; `{name: [one answer per round]}`. */
export async function alternate(node, scripts, settings, rounds) {
  const names = Object.keys(scripts);
  // Once without counting, so that every file is in the system's cache.
  for (const name of names) await runScript(node, scripts[name], settings);
  const answers = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) {
      answers[name].push(await runScript(node, scripts[name], settings));
    }
  }
  return answers;
}
