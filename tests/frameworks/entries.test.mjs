// The entries as files: small, one instance with the package, and never loaded by it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder } from '../support/built-package.mjs';
import { makeConsumer } from './lib/consumer.mjs';

const ENTRIES = ['express', 'koa', 'fastify', 'hono'];
const MAX_BYTES = 2048;
const consumer = makeConsumer('entries', {});

for (const entry of ENTRIES) {
  test(`${entry} is small`, (t) => {
    for (const file of [`${entry}.js`, `${entry}.mjs`, ...(entry === 'hono' ? ['hono-web.mjs'] : [])]) {
      const { size } = statSync(join(packageFolder, file));
      t.diagnostic(`${file}: ${size} bytes`);
      assert.ok(size <= MAX_BYTES, `${file} has ${size} bytes`);
    }
  });

  test(`${entry} as CommonJS and as an ES module is one, and loads no framework`, () => {
    // The package alone is installed here.
    run(`
      import { createRequire } from 'node:module';
      import * as face from 'tcaptcha-wasm/${entry}';
      import { isCaptchaError, CaptchaError } from 'tcaptcha-wasm';
      const require = createRequire(import.meta.url);
      const names = Object.keys(face).filter((name) => name !== 'default').sort().join();
      if (names !== 'aidEncryptedHandler,captchaOf,requireCaptcha') throw new Error(names);
      const other = require('tcaptcha-wasm/${entry}');
      const loaded = Object.keys(require.cache).map((path) => path.replace(/.*[\\\\/]/, '')).sort().join();
      if (loaded !== ['frameworks.js', 'index.js', '${entry}.js'].sort().join()) throw new Error(loaded);
      for (const name of names.split(',')) if (face[name] !== other[name]) throw new Error(name);
      try {
        face.captchaOf({ state: {}, get() {} });
        throw new Error('no error');
      } catch (error) {
        if (!(error instanceof CaptchaError) || !isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT')) throw error;
      }`);
  });
}

test('the package itself loads none of them', () => {
  run(`
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    require('tcaptcha-wasm').encryptAid({ captchaAppId: '1', appSecretKey: 'k' });
    const loaded = Object.keys(require.cache).map((path) => path.replace(/.*[\\\\/]/, '')).join();
    if (loaded !== 'index.js') throw new Error(loaded);`);
});

function run(program) {
  const args = ['--input-type=module', '--eval', program];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: consumer, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
