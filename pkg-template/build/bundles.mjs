// The JavaScript of the package, by esbuild: CommonJS for Node.js, ES modules for everything else.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { NODE_ENTRIES, sources, template } from './entries.mjs';
import { leaveOtherFiles, packagesIn, resolveSources, takeFromIndex } from './resolve.mjs';

const source = (path) => join(sources, path);

/** The folders of npm packages that are bundled. */
export const bundledPackages = new Set();

/** `{ name: path }` to `out/name`. */
async function bundle(entryPoints, out, options) {
  const { metafile } = await build({
    absWorkingDir: template,
    bundle: true,
    entryPoints,
    outdir: out,
    charset: 'utf8',
    legalComments: 'none', // THIRD-PARTY-NOTICES has the licences
    logLevel: 'warning',
    metafile: true,
    // Only in a copy whose coverage is measured.
    sourcemap: process.env.TCAPTCHA_SOURCE_MAPS ? 'inline' : false,
    ...options,
  });
  for (const path of packagesIn(metafile)) bundledPackages.add(join(template, path));
}

/** index.js with the core inside; the other entries and the command, which share its instance. */
export async function bundleForNode({ core, out, wasmId }) {
  const entries = Object.entries(NODE_ENTRIES).map(([name, path]) => [path, `./${name}.js`]);
  const node = (name, path, plugins, options) =>
    bundle({ [name]: source(path) }, out, {
      format: 'cjs',
      platform: 'node',
      target: 'node8.9',
      // Node.js 8 differs only in what a tagged one is given; lowered, texts of many lines become one.
      supported: { 'template-literal': true },
      plugins: [...plugins, resolveSources(core, 'node')],
      logOverride: { 'commonjs-variable-in-esm': 'silent' },
      ...options,
    });
  const beside = (own) => [
    takeFromIndex(SHARED),
    leaveOtherFiles(Object.fromEntries(entries.filter(([path]) => path !== own))),
  ];

  const { index, ...others } = NODE_ENTRIES;
  const define = { WASM_ID: JSON.stringify(wasmId) };
  await node('index', 'server.ts', [leaveOtherFiles({})], { define });
  for (const [name, path] of Object.entries(others)) await node(name, path, beside(path));
  const banner = { js: '#!/usr/bin/env node' };
  await node('cli', 'cli/cli.ts', beside('cli/cli.ts'), { banner });
}

/** What src/server.ts gives to the other entries. */
const SHARED = { 'core/builtin.js': ['builtin'], 'token/testing.js': ['encryptAidWithIv'] };

/** web.mjs and testing-web.mjs around one core; workerd's entry; and what a browser gets of index.js. */
export async function bundleForWeb({ core, out }) {
  const web = (entries, options) =>
    bundle(entries, out, {
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
    { workerd: source('workerd.ts') },
    { plugins: [leaveOtherFiles({ 'web.ts': './web.mjs' })] },
  );
  await web({ browser: source('browser.ts') }, { target: 'es2017', outExtension: {} });
}

/**
 * An ES module for each entry: the same functions of the same instance, by name, so that no analysis is
 * needed. It hands on `createRequire`, because bundlers that write ES modules turn the `require` of a
 * CommonJS file into a function that throws.
 */
export function writeFaces(out) {
  const require = createRequire(join(out, 'package.json'));
  for (const name of Object.keys(NODE_ENTRIES)) {
    const own = name === 'index' ? 'index' : 'entry';
    const lines = [
      "import { createRequire } from 'module';",
      "import index from './index.js';",
      ...(own === 'entry' ? [`import entry from './${name}.js';`] : []),
      "index[Symbol.for('tcaptcha-wasm.internal')].useCreateRequire(createRequire);",
      ...Object.keys(require(`./${name}.js`)).map((key) => `export const ${key} = ${own}.${key};`),
    ];
    writeFileSync(join(out, `${name}.mjs`), `${lines.join('\n')}\n`);
  }
}
