// Bundlers as `bundle(entry, outFolder)`; the result is the path of the bundle.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tool } from './tools.mjs';

export const SERVER_BUNDLERS = {
  esbuild: (entry, out) => withEsbuild(entry, join(out, 'main.cjs'), nodeOptions('cjs')),
  'esbuild, ESM': (entry, out) => withEsbuild(entry, join(out, 'main.mjs'), nodeOptions('esm')),
  webpack: (entry, out) => withWebpack(entry, join(out, 'main.cjs'), { target: 'node' }),
  'webpack, ESM': (entry, out) =>
    withWebpack(entry, join(out, 'main.mjs'), { target: 'node', ...webpackModule }),
  rollup: (entry, out) => withRollup(entry, join(out, 'main.cjs'), 'cjs'),
  'rollup, ESM': (entry, out) => withRollup(entry, join(out, 'main.mjs'), 'es'),
  vite: (entry, out) => withVite(entry, out, { target: 'node18', ssr: entry }),
  ncc: withNcc,
};

export const WEB_BUNDLERS = {
  esbuild: (entry, out) =>
    withEsbuild(entry, join(out, 'main.mjs'), {
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      loader: { '.wasm': 'file' },
    }),
  webpack: (entry, out) =>
    withWebpack(entry, join(out, 'main.mjs'), { target: 'web', ...webpackModule }, '/'),
  vite: (entry, out) => withVite(entry, out, { target: 'es2022', ssr: false }),
};

const nodeOptions = (format) => ({ platform: 'node', format, target: 'node18' });

async function withEsbuild(entry, outfile, options) {
  const { build } = tool('esbuild');
  const { warnings } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    logLevel: 'error',
    outfile,
    ...options,
  });
  if (options.platform === 'node') assert.deepEqual(warnings, []);
  return outfile;
}

const webpackModule = { experiments: { outputModule: true } };

async function withWebpack(entry, outfile, options, publicPath = '') {
  const webpack = tool('webpack');
  const stats = await new Promise((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        entry,
        context: dirname(entry),
        output: {
          path: dirname(outfile),
          filename: outfile.slice(dirname(outfile).length + 1),
          publicPath,
          module: Boolean(options.experiments),
        },
        performance: { hints: false },
        ...options,
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
  });
  assert.ok(
    !stats.hasErrors() && !stats.hasWarnings(),
    stats.toString({ all: false, errors: true, warnings: true }),
  );
  return outfile;
}

async function withRollup(input, file, format) {
  const { rollup } = tool('rollup');
  const { nodeResolve } = tool('@rollup/plugin-node-resolve');
  const commonjs = tool('@rollup/plugin-commonjs');
  const bundle = await rollup({
    input,
    plugins: [nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs()],
    onwarn: (warning) => assert.fail(warning.message),
  });
  await bundle.write({ file, format, inlineDynamicImports: true });
  await bundle.close();
  return file;
}

async function withVite(entry, out, options) {
  const { build } = await import('vite');
  await build({
    root: dirname(entry),
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      outDir: out,
      emptyOutDir: true,
      rollupOptions: { input: entry, output: { entryFileNames: 'main.mjs' } },
      ...options,
    },
  });
  return join(out, 'main.mjs');
}

/** The assets are left out on purpose: people copy the one file. */
async function withNcc(entry, out) {
  const { code } = await tool('@vercel/ncc')(entry, { quiet: true, minify: true });
  const file = join(out, 'main.mjs');
  writeFileSync(file, code);
  return file;
}
