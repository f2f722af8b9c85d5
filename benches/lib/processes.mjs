// New processes, one at a time; each prints its answer as JSON on the last line.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { takeTurns } from './turns.mjs';

export const benches = fileURLToPath(new URL('..', import.meta.url));

/** The environment of a process that is measured: no options and no proxy of whoever runs this. */
export function environment({ caFile, ...settings }) {
  const { PATH, HOME, LANG } = process.env;
  const extra = caFile ? { NODE_EXTRA_CA_CERTS: caFile } : {};
  return { PATH, HOME, LANG, BENCH_SETTINGS: JSON.stringify(settings), ...extra };
}

/** Runs a script of this folder under a Node.js and resolves with what it answered. */
export async function runScript(node, script, settings, flags = []) {
  const { stdout } = await promisify(execFile)(node, [...flags, join(benches, script)], {
    env: environment(settings),
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** New processes in turn. @param contenders `{name: {script, settings}}` */
export function alternate(node, contenders, rounds) {
  return takeTurns(Object.keys(contenders), rounds, (name) =>
    runScript(node, contenders[name].script, contenders[name].settings),
  );
}
