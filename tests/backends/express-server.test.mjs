// examples/express-server, behind one proxy and without.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { post } from '../frameworks/lib/running.mjs';
import { startRecorder } from '../miniprogram/lib/vendor-recorder.mjs';
import { startVendor } from './lib/account.mjs';
import { httpCases } from './lib/http-cases.mjs';
import { linkExample } from './lib/install.mjs';
import { startServer } from './lib/server.mjs';

let folder;
let vendor;

before(async () => {
  folder = linkExample('express-server');
  vendor = await startVendor(join(folder, 'node_modules/tcaptcha-wasm'));
});
after(() => vendor.close());

const start = (t, environment) => startServer(t, ['node', 'server.js'], folder, environment);

httpCases({
  start,
  vendor: () => vendor,
  environment: () => ({ ...vendor.environment, TRUST_PROXY: '1' }),
  variables: [
    'CAPTCHA_APP_ID',
    'CAPTCHA_APP_SECRET_KEY',
    'TENCENTCLOUD_SECRET_ID',
    'TENCENTCLOUD_SECRET_KEY',
  ],
  // The proxy appends to what the client has sent.
  headersOf: (address) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` }),
  forged: { 'x-real-ip': '6.6.6.6', 'x-original-forwarded-for': '6.6.6.6' },
  missing: /must have the header X-Forwarded-For/,
});

test('without a proxy it takes the other end of the connection, whatever a client writes', async (t) => {
  const recorder = await startRecorder();
  t.after(recorder.close);
  const { url } = await start(t, { ...vendor.environment, CAPTCHA_ENDPOINT: recorder.url });
  const body = { captchaResult: { ret: 0, ticket: 't03a' } };
  const { status } = await post(`${url}/api/check`, body, { 'x-forwarded-for': '6.6.6.6' });
  assert.equal(status, 200);
  assert.deepEqual(
    recorder.asked.map(({ UserIp }) => UserIp),
    ['127.0.0.1'],
  );
});

test('a TRUST_PROXY that is no number ends the start', async (t) => {
  const wrong = start(t, { ...vendor.environment, TRUST_PROXY: 'yes' });
  await assert.rejects(wrong, /TRUST_PROXY must be the number of proxies/);
});

for (const path of ['/api/aidEncrypted', '/api/check']) {
  test(`${path}: JSON only, and 20 requests a minute`, async (t) => {
    const { url } = await start(t, vendor.environment);
    const send = async (type) => {
      const init = { method: 'POST', headers: { 'content-type': type }, body: '{}' };
      return (await fetch(url + path, init)).status;
    };
    assert.equal(await send('text/plain'), 415);
    assert.equal(await send('application/x-www-form-urlencoded'), 415);
    for (let at = 3; at <= 20; at += 1) assert.equal(await send('application/json'), 200);
    assert.equal(await send('application/json'), 429);
  });
}

test('npm run try plays the whole flow', () => {
  const { stdout, status } = spawnSync('node', ['try.js'], { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /first check: \{ status: 'passed' \}/);
  assert.match(stdout, /same ticket: \{ status: 'rejected', reason: 'replayed' \}/);
});
