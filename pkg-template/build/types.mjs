// Checks the sources, and writes the declarations of the entries.

import { writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { NODE_ENTRIES, sources, template } from './entries.mjs';

const tsconfig = join(template, 'tsconfig.json');

/**
 * One copy of each declaration, in types/, for CommonJS and ESM alike: they are one instance, so that
 * its types are the same types too. Beside the entries lie files that point there; name.d.ts also for
 * an ES module, because TypeScript's node10 resolution reads no `exports`.
 *
 * Bundled, so that only what is public is published: the types of what is not would need those of
 * Node.js. `type` stands before whole statements, as TypeScript 4.0 wants it.
 */
export async function writeTypes(out) {
  checkSources();
  const entries = { ...NODE_ENTRIES, web: 'web.ts' };
  const files = Object.values(entries).map((path) => join(sources, path));
  const bundle = await rollup({
    input: Object.fromEntries(
      Object.entries(entries).map(([name, path]) => [name, join(sources, path)]),
    ),
    external: [...builtinModules, ...FRAMEWORKS],
    plugins: [dts({ tsconfig }), { name: 'without-frameworks', renderChunk: withoutFrameworks }],
    onwarn: ({ message }) => {
      throw new Error(message);
    },
  });
  await bundle.write({
    dir: join(out, 'types'),
    entryFileNames: '[name].d.ts',
    chunkFileNames: '[name].d.ts',
    manualChunks: (id) => (files.includes(id) ? undefined : 'common'),
    minifyInternalExports: false,
  });
  for (const name of Object.keys(entries)) {
    const lines = [`export * from './types/${name}.js';`];
    if (name === 'web') lines.push("export { init as default } from './types/web.js';");
    for (const extension of ['.d.ts', '.d.mts'])
      writeFileSync(join(out, name + extension), `${lines.join('\n')}\n`);
  }
}

const FRAMEWORKS = ['express', 'koa', 'fastify', 'hono'];

/**
 * Where a framework is not installed its types are `any`, and there is nothing to add to. The bundler
 * loses the comments that say so in the sources.
 */
function withoutFrameworks(code) {
  const names = FRAMEWORKS.join('|');
  const uses = new RegExp(`^(?=import .* from '(${names})';$|declare module '(${names})' )`, 'gm');
  return { code: code.replace(uses, '// @ts-ignore: only where it is installed\n'), map: null };
}

function checkSources() {
  const config = ts.getParsedCommandLineOfConfigFile(
    tsconfig,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (one) => report([one]) },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  report([...config.errors, ...ts.getPreEmitDiagnostics(program)]);
}

/** Prints what the compiler found and ends the build, if it found anything. */
export function report(diagnostics) {
  if (diagnostics.length === 0) return;
  const host = {
    getCurrentDirectory: () => process.cwd(),
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  console.error(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  process.exit(1);
}
