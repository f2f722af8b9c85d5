// publint and Are The Types Wrong, on the tarball.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { toolsFolder } from './tools.mjs';

const bin = (path) => join(toolsFolder, 'node_modules', path);

export async function checkPublint({ tarball }) {
  const { code, output } = await runProcess(process.execPath, [bin('publint/src/cli.js'), tarball, '--strict']);
  assert.equal(code, 0, output);
  assert.match(output, /All good!/, output);
  return 'publint --strict: all good';
}

export async function checkTypesWrong({ tarball }) {
  const { code, output } = await runProcess(process.execPath,
    [bin('@arethetypeswrong/cli/dist/index.js'), tarball, '--format', 'ascii', '--no-color', '--exclude-entrypoints', 'tcaptcha.wasm']);
  assert.equal(code, 0, output);
  assert.match(output, /No problems found/, output);
  return 'attw: no problems found';
}
