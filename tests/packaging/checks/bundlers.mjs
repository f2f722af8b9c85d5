// What bundlers make of the package: the server entry for each Node.js, ./web for browsers, the mistake.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withChromium } from '../../browser/chromium.mjs';
import { nodeBinaries } from '../../support/nodes.mjs';
import { runProcess } from '../../support/run-process.mjs';
import { serveFiles } from '../../support/serve-files.mjs';
import { SERVER_BUNDLERS, WEB_BUNDLERS } from './bundler-tools.mjs';
import { fixtures } from './tools.mjs';

export const SERVER_BUNDLER_NAMES = Object.keys(SERVER_BUNDLERS);
export const WEB_BUNDLER_NAMES = Object.keys(WEB_BUNDLERS);

/** The Node.js versions that cloud functions offer and that have ES modules without a flag. */
const nodes = () => nodeBinaries([18, 20, 22, 24, 26]);

/** The bundle runs in a folder that has no node_modules above it, on each Node.js. */
export async function checkServerBundle({ consumer, scratch }, name) {
  const file = await bundleServer(consumer, scratch, name, 'bundled.mjs');
  for (const [version, binary] of nodes()) {
    const { code, output } = await run(binary, file);
    assert.equal(code, 0, `${version}: ${output}`);
    assert.match(output, /^exercised -\nchecked$/m, `${version}: ${output}`);
  }
  return `${name}: a bundle of the server entry runs by itself on ${nodes().length} versions of Node.js`;
}

/**
 * A program that requires the package, as an ES module: index.mjs is not in it, so that it needs
 * `process.getBuiltinModule`; without that it must say what is wrong.
 */
export async function checkRequiredInEsm({ consumer, scratch }) {
  const file = await bundleServer(consumer, scratch, 'esbuild, ESM', 'bundled-require.cjs');
  let refused = 0;
  for (const [version, binary] of nodes()) {
    const { output: type } = await runProcess(binary, ['-p', 'typeof process.getBuiltinModule']);
    const works = type.trim() === 'function';
    const { code, output } = await run(binary, file);
    assert.equal(code, works ? 0 : 1, `${version}: ${output}`);
    if (works) continue;
    refused += 1;
    assert.match(output, /ERR_CAPTCHA_INIT_FAILED/, version);
    assert.match(output, /bundle/, version);
    assert.doesNotMatch(output, /unavailable|ERR_CAPTCHA_RANDOM/, version);
  }
  assert.ok(refused > 0 || nodes().length === 1, 'no version has been refused');
  return `esbuild, ESM of CommonJS: runs, or names the bundling (${refused} version)`;
}

/** A bundle's folder may hold the wasm of another version of the package. */
export async function checkForeignWasm({ consumer, scratch }) {
  const file = await bundleServer(consumer, scratch, 'esbuild', 'bundled.mjs');
  const other = Buffer.from('\0asm\x01\0\0\0', 'latin1');
  assert.ok(WebAssembly.validate(other), 'the other one must be loadable');
  for (const bytes of [other, Buffer.from('no wasm'), Buffer.alloc(0)]) {
    writeFileSync(join(file, '../tcaptcha.wasm'), bytes);
    const { code, output } = await run(process.execPath, file);
    assert.equal(code, 0, output);
    assert.match(output, /^exercised -\nchecked$/m, output);
  }
  return 'a tcaptcha.wasm that is not the own one, beside a bundle, is not taken';
}

/** A browser's bundle of the server entry must not come as far as a secret. */
export async function checkBrowserMistake({ consumer, scratch }, name) {
  const entry = fixture(consumer, 'browser-server-entry.mjs');
  const out = fresh(join(scratch, `mistake-${name}`));
  const file = await WEB_BUNDLERS[name](entry, out);
  const { code, output } = await runProcess(process.execPath, [file], { cwd: out });
  assert.notEqual(code, 0, `the server entry works in a browser's bundle: ${output}`);
  assert.match(output, /AppSecretKey/i, output);
  assert.match(output, /tcaptcha-wasm\/(web|miniprogram)/, output);
  return `${name}: a browser's bundle of the server entry fails with the explanation`;
}

export async function checkWebBundle({ consumer, scratch }, name) {
  const entry = fixture(consumer, name === 'esbuild' ? 'browser-web-file.mjs' : 'browser-web.mjs');
  const out = fresh(join(scratch, `web-${name}`));
  const file = await WEB_BUNDLERS[name](entry, out);
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

async function bundleServer(consumer, scratch, name, entry) {
  fixture(consumer, 'exercise.cjs');
  fixture(consumer, 'check.cjs');
  const out = fresh(join(scratch, `server-${name.replace(/\W+/g, '-')}-${entry}`));
  return SERVER_BUNDLERS[name](fixture(consumer, entry), out);
}

/** Without the proxies of this machine: the bundles ask services of their own. */
function run(binary, file) {
  return runProcess(binary, [file], { cwd: join(file, '..'), env: { PATH: process.env.PATH } });
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
