// Makes the reference of the package in target/docs/api: node docs/reference.mjs
//
// In two parts, because the globals of mini programs contradict those of Node.js: each is read with
// its own tsconfig, and TypeDoc merges them. Also leaves target/docs/api.json, the same as data.

import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, root } from '../tests/support/npm.mjs';

const tools = join(root, 'tests/docs');
const source = join(root, 'pkg-template');
const target = join(root, 'target/docs');
export const REFERENCE = join(target, 'api');
export const REFERENCE_DATA = join(target, 'api.json');

/** Throws with what TypeDoc says when it has anything to complain of. */
export function makeReference() {
  installTools(tools);
  rmSync(REFERENCE, { recursive: true, force: true });
  const parts = [
    ['typedoc.json', join(target, 'server.json')],
    ['typedoc.miniprogram.json', join(target, 'miniprogram.json')],
  ];
  for (const [options, json] of parts) typedoc(['--options', options, '--json', json]);
  const files = parts.map(([, json]) => json);
  typedoc(['--options', 'typedoc.merge.json', '--out', REFERENCE, '--json', REFERENCE_DATA, ...files]);
}

function typedoc(args) {
  const program = join(tools, 'node_modules/typedoc/bin/typedoc');
  const done = spawnSync(process.execPath, [program, ...args], { cwd: source, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`typedoc ${args.join(' ')}\n${done.stdout}${done.stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  makeReference();
  console.log(join(REFERENCE, 'index.html'));
}
