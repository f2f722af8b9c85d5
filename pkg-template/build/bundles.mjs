// The JavaScript of the package, by esbuild: CommonJS for Node.js, ES modules for everything else.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { NODE_ENTRIES, SHARED_FILES, sources, template } from './entries.mjs';
import { loadWhenCalled, PARTS, partFile } from './parts.mjs';
import { leaveOtherFiles, packagesIn, resolveSources, takeFromIndex } from './resolve.mjs';

const source = (path) => join(sources, path);

/** The folders of npm packages that are bundled. */
export const bundledPackages = new Set();

async function bundle(options) {
  const { metafile } = await build({
    absWorkingDir: template,
    bundle: true,
    charset: 'utf8',
    legalComments: 'none', // THIRD-PARTY-NOTICES has the licences
    logLevel: 'warning',
    metafile: true,
    // Only in a copy whose coverage is measured.
    sourcemap: process.env.TCAPTCHA_SOURCE_MAPS ? 'inline' : false,
    ...options,
  });
  for (const path of packagesIn(metafile)) bundledPackages.add(join(template, path));
  return { ...Object.values(metafile.outputs)[0], inputs: Object.keys(metafile.inputs) };
}

/** index.js with the core inside; its parts, the other entries and the command, which share its instance. */
export async function bundleForNode({ core, out, wasmId }) {
  const node = {
    format: 'cjs',
    platform: 'node',
    target: 'node8.9',
    // Node.js 8 differs only in what a tagged one is given; lowered, texts of many lines become one.
    supported: { 'template-literal': true },
    define: { WASM_ID: JSON.stringify(wasmId) },
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  };
  const commonJs = { ...NODE_ENTRIES, ...SHARED_FILES };
  const files = Object.entries(commonJs).map(([name, path]) => [path, `./${name}.js`]);
  const beside = (own) => [
    takeFromIndex(SHARED),
    leaveOtherFiles(Object.fromEntries(files.filter(([path]) => path !== own))),
    resolveSources(core, 'node'),
  ];
  const ofIndex = [loadWhenCalled(), leaveOtherFiles({}), resolveSources(core, 'node')];
  const asFile = (name, contents, options) =>
    bundle({
      ...node,
      // One character that is not ASCII would make a V8 string of twice the size of all of it.
      charset: 'ascii',
      stdin: { contents, resolveDir: sources, sourcefile: name },
      outfile: join(out, `${name}.js`),
      ...options,
    });

  let inputsOfIndex;
  for (const [name, path] of Object.entries(commonJs)) {
    const plugins = name === 'index' ? ofIndex : beside(path);
    const { exports: names } = await bundle({
      ...node,
      plugins,
      entryPoints: [source(path)],
      format: 'esm',
      outdir: out,
      write: false,
    });
    const contents = asCommonJs(path, names);
    if (name === 'index') {
      inputsOfIndex = (await asFile(name, contents + WITH_INTERNAL, { plugins })).inputs;
    } else {
      await asFile(name, contents, { plugins });
    }
    if (NODE_ENTRIES[name]) writeFace(name, names, out);
  }
  for (const [name, part] of Object.entries(PARTS)) {
    const { contents, ...wrapper } = partFile(part);
    const plugins = [takeFromIndex(part.shared, 'shared'), resolveSources(core, 'node')];
    const { inputs } = await asFile(name, contents, { plugins, ...wrapper });
    const copy = inputs.find((path) => inputsOfIndex.includes(path));
    // An error of a second class, for example, would be no CaptchaError.
    if (copy) throw new Error(`${name}.js must take ${copy} from index.js: see PARTS`);
  }
  await bundle({
    ...node,
    plugins: beside('cli/cli.ts'),
    entryPoints: [source('cli/cli.ts')],
    outfile: join(out, 'cli.js'),
    banner: { js: '#!/usr/bin/env node' },
  });
}

/**
 * `module.exports`, written out: for exports of an ES module esbuild brings helpers along, which take room
 * and fail where somebody has put something on `Object.prototype`.
 */
function asCommonJs(path, names) {
  return `'use strict';
import { ${names} } from './${path}';
module.exports = { ${names} };
`;
}

const WITH_INTERNAL = `import { internal } from './internal.ts';
// Not enumerable, so that no copy of the exports has it.
Object.defineProperty(module.exports, Symbol.for('tcaptcha-wasm.internal'), {
  __proto__: null,
  value: internal,
});
`;

/** What src/internal.ts gives to the other entries. */
const SHARED = {
  'core/builtin.js': ['builtin'],
  'token/testing.js': ['encryptAidWithIv'],
  'transport/connect.js': ['open', 'targetOf'],
  'transport/connection.js': ['createConnection'],
  'transport/exchange.js': ['exchange', 'headerOf'],
};

/**
 * The ES module beside a CommonJS entry: the same functions of the same instance, by name, so that no
 * analysis is needed. It hands on `createRequire`, because bundlers that write ES modules turn the
 * `require` of a CommonJS file into a function that throws.
 */
function writeFace(name, names, out) {
  const own = name === 'index' ? 'index' : 'entry';
  const lines = [
    "import { createRequire } from 'module';",
    "import index from './index.js';",
    ...(own === 'entry' ? [`import entry from './${name}.js';`] : []),
    "index[Symbol.for('tcaptcha-wasm.internal')].useCreateRequire(createRequire);",
    ...names.map((exported) => `export const ${exported} = ${own}.${exported};`),
  ];
  writeFileSync(join(out, `${name}.mjs`), `${lines.join('\n')}\n`);
}

/** web.mjs and testing-web.mjs around one core; hono's entry on it, workerd's; and what a browser gets of index.js. */
export async function bundleForWeb({ core, out }) {
  const web = (entryPoints, options) =>
    bundle({
      entryPoints,
      outdir: out,
      format: 'esm',
      target: 'es2020',
      outExtension: { '.js': '.mjs' },
      ...options,
    });
  await web(
    { web: source('web.ts'), 'testing-web': source('testing.ts') },
    { splitting: true, chunkNames: 'web-core', plugins: [resolveSources(core, 'web')] },
  );
  await web(
    { 'hono-web': source('frameworks/hono.ts'), 'frameworks-web': source('frameworks/core.ts') },
    {
      plugins: [
        leaveOtherFiles({ 'index.ts': './web.mjs', 'frameworks/core.ts': './frameworks-web.mjs' }),
      ],
    },
  );
  await web(
    { workerd: source('workerd.ts') },
    { plugins: [leaveOtherFiles({ 'web.ts': './web.mjs' })] },
  );
  await web({ browser: source('browser.ts') }, { target: 'es2017', outExtension: {} });
}
