// New processes, one at a time, in turn; each prints its answer as JSON on the last line.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rotated } from './paired.mjs';

export const benches = join(import.meta.dirname, '..');

/** The environment of a process that is measured: no option and no proxy of whoever runs this. */
export function environment({ caFile, ...settings }) {
  const { PATH, HOME, LANG } = process.env;
  return {
    ...{ PATH, HOME, LANG, BENCH_SETTINGS: JSON.stringify(settings) },
    ...(caFile ? { NODE_EXTRA_CA_CERTS: caFile } : {}),
  };
}

/** Runs a script of this folder under a Node.js and resolves with what it answered. */
export async function runScript(node, script, settings, flags = []) {
  const { stdout } = await promisify(execFile)(node, [...flags, join(benches, script)], {
    env: environment(settings),
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** New processes in turn, A B C, B C A; `{name: [one answer for each round]}`. */
export async function alternate(node, contenders, rounds) {
  const names = Object.keys(contenders);
  const run = (name) => runScript(node, contenders[name].script, contenders[name].settings);
  // Once without counting, so that every file is in the system's cache.
  for (const name of names) await run(name);
  const answers = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) answers[name].push(await run(name));
  }
  return answers;
}
