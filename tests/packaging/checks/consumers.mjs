// Small programs that install the tarball and run: CommonJS, ESM.

import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { fixtures } from './tools.mjs';

export async function checkCommonJs({ consumer }) {
  return exercise(consumer, ['consumer.cjs', 'exercise.cjs']);
}

export async function checkEsm({ consumer }) {
  return exercise(consumer, ['consumer.mjs', 'exercise.cjs']);
}

async function exercise(consumer, files) {
  for (const file of files) copyFileSync(join(fixtures, file), join(consumer, file));
  const { code, output } = await runProcess(process.execPath, [files[0]], { cwd: consumer });
  assert.equal(code, 0, output);
  assert.match(output, /^exercised/m, output);
  return `${files[0]} runs`;
}
