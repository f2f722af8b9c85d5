// esbuild, webpack and Vite: the server entry for Node.js, ./web for browsers, and the mistake.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withChromium } from '../../browser/chromium.mjs';
import { runProcess } from '../../support/run-process.mjs';
import { serveFiles } from '../../support/serve-files.mjs';
import { fixtures, tool } from './tools.mjs';

const { build: esbuild } = tool('esbuild');

/** Each bundler as `bundle(entry, outFolder, browser)`; the result is `main.js` or `main.mjs` there. */
const BUNDLERS = { esbuild: withEsbuild, webpack: withWebpack, vite: withVite };
export const BUNDLER_NAMES = Object.keys(BUNDLERS);

/** The bundle for Node.js runs in a folder that has no node_modules above it. */
export async function checkServerBundle({ consumer, scratch }, name) {
  const entry = fixture(consumer, 'bundled.mjs');
  fixture(consumer, 'exercise.cjs');
  const out = fresh(join(scratch, `server-${name}`));
  const file = await BUNDLERS[name](entry, out, false);
  const { code, output } = await runProcess(process.execPath, [file], { cwd: out });
  assert.equal(code, 0, output);
  assert.match(output, /^exercised/m, output);
  return `${name}: a bundle of the server entry runs by itself`;
}

/** A browser's bundle of the server entry must not come as far as a secret. */
export async function checkBrowserMistake({ consumer, scratch }, name) {
  const entry = fixture(consumer, 'browser-server-entry.mjs');
  const out = fresh(join(scratch, `mistake-${name}`));
  const file = await BUNDLERS[name](entry, out, true);
  const { code, output } = await runProcess(process.execPath, [file], { cwd: out });
  assert.notEqual(code, 0, `the server entry works in a browser's bundle: ${output}`);
  assert.match(output, /AppSecretKey/i, output);
  assert.match(output, /tcaptcha-wasm\/(web|miniprogram)/, output);
  return `${name}: a browser's bundle of the server entry fails with the explanation`;
}

export async function checkWebBundle({ consumer, scratch }, name) {
  const entry = fixture(consumer, name === 'esbuild' ? 'browser-web-file.mjs' : 'browser-web.mjs');
  const out = fresh(join(scratch, `web-${name}`));
  const file = await BUNDLERS[name](entry, out, true);
  writeFileSync(
    join(out, 'index.html'),
    `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/${basename(file)}"></script>`,
  );
  const files = await serveFiles([['/', out]]);
  try {
    await withChromium(async (browser) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(`${files.url}/index.html`);
      await page
        .waitForFunction('document.title !== ""', null, { timeout: 120_000 })
        .catch(() => {});
      assert.equal(await page.title(), 'exercised', problems.join('; '));
    });
  } finally {
    await files.close();
  }
  return `${name}: a bundle of tcaptcha-wasm/web runs in Chromium`;
}

function fixture(consumer, name) {
  copyFileSync(join(fixtures, name), join(consumer, name));
  return join(consumer, name);
}

function fresh(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function withEsbuild(entry, out, browser) {
  await esbuild({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: browser ? 'browser' : 'node',
    format: browser ? 'esm' : 'cjs',
    target: browser ? 'es2022' : 'node20',
    loader: { '.wasm': 'file' },
    logLevel: 'error',
    outfile: join(out, browser ? 'main.mjs' : 'main.cjs'),
  });
  return join(out, browser ? 'main.mjs' : 'main.cjs');
}

async function withWebpack(entry, out, browser) {
  const webpack = tool('webpack');
  const filename = browser ? 'main.mjs' : 'main.cjs';
  const stats = await new Promise((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        target: browser ? 'web' : 'node',
        entry,
        context: join(entry, '..'),
        output: { path: out, filename, publicPath: browser ? '/' : '', module: browser },
        experiments: browser ? { outputModule: true } : {},
        performance: { hints: false },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
  });
  assert.ok(
    !stats.hasErrors() && !stats.hasWarnings(),
    stats.toString({ all: false, errors: true, warnings: true }),
  );
  return join(out, filename);
}

async function withVite(entry, out, browser) {
  const { build } = await import('vite');
  await build({
    root: join(entry, '..'),
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: browser ? 'es2022' : 'node20',
      ssr: browser ? false : entry,
      rollupOptions: { input: entry, output: { entryFileNames: 'main.mjs' } },
    },
  });
  return join(out, 'main.mjs');
}
