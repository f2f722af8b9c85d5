// Values of other realms, and processes that lack what the library needs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { lib, packageFolder } from './package.mjs';

const KEY = '1234567891011121314151516';

test('a key and options from another realm are taken', () => {
  const options = vm.runInNewContext(
    "({ captchaAppId: '1', appSecretKey: Uint8Array.from([...'" +
      KEY +
      "'].map((c) => c.charCodeAt(0))) })",
  );
  assert.ok(!(options.appSecretKey instanceof Uint8Array));
  assert.equal(lib.inspectAid(lib.encryptAid(options), { appSecretKey: KEY }).valid, true);
});

test('a captchaResult from another realm is read', () => {
  const input = vm.runInNewContext("({ detail: { ret: 0, ticket: 't', randstr: null } })");
  assert.deepEqual(lib.parseCaptchaResult(input), {
    origin: 'plugin',
    status: 'solved',
    ret: 0,
    ticket: 't',
  });
});

test('a key in a Buffer, in a view with an offset, and in shared memory is taken', () => {
  const padded = Buffer.from(`xx${KEY}xx`);
  const shared = new Uint8Array(new SharedArrayBuffer(25));
  shared.set(Buffer.from(KEY));
  for (const appSecretKey of [Buffer.from(KEY), padded.subarray(2, 27), shared]) {
    const token = lib.encryptAid({ captchaAppId: '1', appSecretKey });
    assert.equal(lib.inspectAid(token, { appSecretKey: KEY }).valid, true);
  }
});

test('a key whose buffer was transferred away is refused as an empty one', () => {
  const appSecretKey = new Uint8Array(Buffer.from(KEY));
  structuredClone(appSecretKey.buffer, { transfer: [appSecretKey.buffer] });
  assert.throws(() => lib.encryptAid({ captchaAppId: '1', appSecretKey }), {
    name: 'CaptchaError',
    code: 'ERR_CAPTCHA_INVALID_KEY',
  });
});

test('without WebAssembly the package loads, and the first use is ERR_CAPTCHA_INIT_FAILED', () => {
  const script = `
    delete globalThis.WebAssembly;
    const lib = require(${JSON.stringify(join(packageFolder, 'index.js'))});
    for (const use of [() => lib.encryptAid({ captchaAppId: '1', appSecretKey: 'k' }), () => lib.inspectAid('AAAA', { appSecretKey: 'k' })]) {
      try { use(); console.log('worked'); } catch (error) { console.log(error.code, lib.isCaptchaError(error)); }
    }`;
  const done = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(
    done.stdout,
    'ERR_CAPTCHA_INIT_FAILED true\nERR_CAPTCHA_INIT_FAILED true\n',
    done.stderr,
  );
});
