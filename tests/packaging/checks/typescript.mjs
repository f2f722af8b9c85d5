// Programs in TypeScript, old and new, by each resolution: compiled in strict mode, declarations checked
// too, and run.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess } from '../../support/run-process.mjs';
import { fixtures, toolsFolder } from './tools.mjs';

// TypeScript 7 has no node10, and 6 wants to hear that it is known to be old.
const node10 = { module: 'commonjs', moduleResolution: 'node' };
const node16 = { module: 'node16', moduleResolution: 'node16' };
const nodenext = { module: 'nodenext', moduleResolution: 'nodenext' };
const bundler = { module: 'esnext', moduleResolution: 'bundler' };
const exact = { exactOptionalPropertyTypes: true };
const COMPILERS = {
  'typescript-4.0': [[node10, {}]],
  'typescript-4.5': [[node10, exact]],
  'typescript-5.0': [
    [node10, exact],
    [node16, exact],
    [bundler, exact],
  ],
  typescript: [
    [{ ...node10, ignoreDeprecations: '6.0' }, exact],
    [node16, exact],
    [nodenext, exact],
    [bundler, {}],
  ],
  'typescript-7': [
    [node16, exact],
    [nodenext, {}],
    [bundler, exact],
  ],
};

/** Neither the DOM's types nor those of Node.js may be needed; with them, nothing may contradict. */
const LIBRARIES = {
  'without DOM': { lib: ['ES2020'], types: [] },
  'with DOM': { lib: ['ES2020', 'DOM'], types: [] },
};

export const TYPESCRIPT_CASES = Object.entries(COMPILERS).flatMap(([compiler, variants]) =>
  variants.flatMap(([resolution, more]) =>
    Object.entries(LIBRARIES).map(([libraries, options]) => ({
      name: `${compiler}, ${resolution.moduleResolution}, ${libraries}`,
      compiler,
      options: { ...resolution, ...more, ...options },
      isDom: libraries === 'with DOM',
    })),
  ),
);

export async function checkTypeScript({ consumer }, { name, compiler, options, isDom }) {
  const folder = join(consumer, name.replace(/\W+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const sources = ['consumer', 'entries'];
  if (isDom) sources.push('web');
  if (options.exactOptionalPropertyTypes) sources.push('optional');
  const files = sources.flatMap((source) =>
    extensionsOf(source, options.moduleResolution).map((extension) => {
      copyFileSync(join(fixtures, `${source}.ts`), join(folder, source + extension));
      return source + extension;
    }),
  );
  const compilerOptions = {
    target: 'es2020',
    strict: true,
    skipLibCheck: false,
    noUncheckedIndexedAccess: compiler !== 'typescript-4.0' || undefined,
    rootDir: '.',
    ...options,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }, null, 2));
  const tsc = join(toolsFolder, 'node_modules', compiler, 'bin/tsc');
  const compiled = await runProcess(process.execPath, [tsc, '-p', folder]);
  assert.equal(compiled.code, 0, compiled.output);
  for (const file of files.filter((one) => one.startsWith('consumer'))) {
    const { code, output } = await runProcess(process.execPath, [file.replace(/ts$/, 'js')], {
      cwd: folder,
    });
    assert.equal(code, 0, output);
    assert.match(output, /^exercised by TypeScript/m, output);
  }
  return `${name}: ${files.join(', ')}`;
}

/** The kinds of file that a resolution tells apart; ./web is an ES module. */
function extensionsOf(source, moduleResolution) {
  if (moduleResolution === 'node') return ['.ts'];
  if (moduleResolution === 'bundler' || source === 'web') return ['.mts'];
  return ['.cts', '.mts'];
}
