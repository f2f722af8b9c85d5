// Small programs that install the tarball and run: CommonJS, ESM, TypeScript.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { fixtures, toolsFolder } from './tools.mjs';

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

// Each resolution with the kinds of file that it tells apart, and with the libraries that a project
// of its time has: neither DOM nor @types/node may be needed.
const ES = ['ES2020'];
export const TYPESCRIPT_CASES = [
  {
    name: 'node16, CommonJS',
    file: 'consumer.cts',
    web: 'web.mts',
    options: { module: 'node16', moduleResolution: 'node16', lib: ES },
  },
  {
    name: 'node16, ESM',
    file: 'consumer.mts',
    web: 'web.mts',
    options: { module: 'node16', moduleResolution: 'node16', lib: ES },
  },
  {
    name: 'nodenext, CommonJS',
    file: 'consumer.cts',
    web: 'web.mts',
    options: { module: 'nodenext', moduleResolution: 'nodenext', lib: ES, types: ['node'] },
  },
  {
    name: 'nodenext, ESM',
    file: 'consumer.mts',
    web: 'web.mts',
    options: { module: 'nodenext', moduleResolution: 'nodenext', lib: ['ESNext'], types: ['node'] },
  },
  {
    name: 'bundler',
    file: 'consumer.mts',
    web: 'web.mts',
    options: { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'] },
  },
  {
    name: 'node10',
    file: 'consumer.ts',
    web: null,
    options: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0', lib: ES },
  },
];

export async function checkTypeScript({ consumer }, one) {
  const folder = join(consumer, `typescript-${one.name.replace(/\W+/g, '-')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  copyFileSync(join(fixtures, 'consumer.ts'), join(folder, one.file));
  await compile(folder, one.file, one.options);
  const { code, output } = await runProcess(process.execPath, [one.file.replace(/ts$/, 'js')], {
    cwd: folder,
  });
  assert.equal(code, 0, output);
  assert.match(output, /^exercised by TypeScript/m, output);

  if (one.web) copyFileSync(join(fixtures, 'web.ts'), join(folder, one.web));
  if (one.web)
    await compile(folder, one.web, { ...one.options, lib: ['ES2020', 'DOM'], types: [] });
  return `moduleResolution ${one.name}: compiles in strict mode and runs`;
}

async function compile(folder, file, options) {
  const config = {
    compilerOptions: {
      target: 'es2020',
      strict: true,
      skipLibCheck: false,
      noUncheckedIndexedAccess: true,
      rootDir: '.',
      types: [],
      typeRoots: [join(toolsFolder, 'node_modules/@types')],
      ...options,
    },
    files: [file],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config, null, 2));
  const tsc = join(toolsFolder, 'node_modules/typescript/bin/tsc');
  const { code, output } = await runProcess(process.execPath, [tsc, '-p', folder]);
  assert.equal(code, 0, `${file}: ${output}`);
}
