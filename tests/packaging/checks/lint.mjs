// publint and Are The Types Wrong, on the tarball.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { toolsFolder } from './tools.mjs';

const bin = (path) => join(toolsFolder, 'node_modules', path);

export async function checkPublint({ tarball }) {
  const { code, output } = await runProcess(process.execPath, [
    bin('publint/src/cli.js'),
    tarball,
    '--strict',
  ]);
  assert.equal(code, 0, output);
  // A suggestion is no finding, and this one is not followed: bundlers from before `exports`, webpack 4
  // among them, know the browser field alone, and must not take an AppSecretKey into a page.
  const suggestions = output
    .split('\n')
    .filter(
      (line) => /^\d+\. /.test(line) && !/^\d+\. pkg\.browser with an object value/.test(line),
    );
  assert.deepEqual(suggestions, [], output);
  return 'publint --strict: no errors, no warnings';
}

/** Every entry in every resolution; ./web is an ESM file by intent, and is held to that. */
export async function checkTypesWrong({ tarball }) {
  const attw = [
    bin('@arethetypeswrong/cli/dist/index.js'),
    tarball,
    '--format',
    'ascii',
    '--no-color',
  ];
  const runs = [
    ['--exclude-entrypoints', './web', './tcaptcha.wasm'],
    // Every resolution finds its types, node10 too; that `require` gets an ES module is meant.
    ['--entrypoints', './web', '--ignore-rules', 'cjs-resolves-to-esm'],
  ];
  for (const flags of runs) {
    const { code, output } = await runProcess(process.execPath, [...attw, ...flags]);
    assert.equal(code, 0, output);
  }
  return 'attw: no problems found; ./web as an ESM-only entry';
}
