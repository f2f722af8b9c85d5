// examples/cloudbase-http-function by its own scf_bootstrap, on the real @cloudbase/functions-framework.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { post } from '../frameworks/lib/running.mjs';
import { startVendor } from './lib/account.mjs';
import { httpCases } from './lib/http-cases.mjs';
import { examples, linkExample, readJson, root } from './lib/install.mjs';
import { startServer } from './lib/server.mjs';

const name = 'cloudbase-http-function';
const logs = mkdtempSync(join(tmpdir(), 'captcha-http-'));
let folder;
let vendor;

before(async () => {
  folder = linkExample(name);
  vendor = await startVendor(join(folder, 'node_modules/tcaptcha-wasm'));
});
after(async () => {
  await vendor.close();
  rmSync(logs, { recursive: true });
});

const start = (t, environment) =>
  startServer(t, ['./scf_bootstrap'], folder, { ...environment, LOG_DIRNAME: logs });

httpCases({
  start,
  vendor: () => vendor,
  environment: () => vendor.functionEnvironment,
  variables: [
    'CAPTCHA_APP_ID',
    'CAPTCHA_APP_SECRET_KEY',
    'CAPTCHA_SECRET_ID',
    'CAPTCHA_SECRET_KEY',
  ],
  // A path of the HTTP access service.
  prefix: '/captcha',
  // The gateway appends to what the client has sent.
  headersOf: (address) => ({ 'x-forwarded-for': `6.6.6.6, ${address}` }),
  forged: { 'x-real-ip': '6.6.6.6', 'x-original-forwarded-for': '6.6.6.6' },
  missing: /must have the header X-Forwarded-For/,
});

test('TRUST_PROXY: with another proxy before the gateway the entry before the last', async (t) => {
  const { url, output } = await start(t, { ...vendor.functionEnvironment, TRUST_PROXY: '2' });
  const body = { captchaResult: { ret: 0, ticket: 't03a' } };
  const { status } = await post(`${url}/api/check`, body, { 'x-forwarded-for': '203.0.113.7' });
  assert.equal(status, 400);
  await output(/at least 2 entries, got 1/);
  const wrong = start(t, { ...vendor.functionEnvironment, TRUST_PROXY: '0' });
  await assert.rejects(wrong, /TRUST_PROXY must be the number of proxies/);
});

test('what pages of other sites can send without permission is HTTP 415', async (t) => {
  const { url } = await start(t, vendor.functionEnvironment);
  for (const [type, body] of [
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'captchaResult={}'],
  ]) {
    const headers = { 'content-type': type, 'x-forwarded-for': '203.0.113.7' };
    const response = await fetch(`${url}/api/aidEncrypted`, { method: 'POST', headers, body });
    assert.equal(response.status, 415, type);
  }
});

test('the log files of the framework have no ticket', () => {
  const text = readdirSync(logs)
    .map((file) => readFileSync(join(logs, file), 'utf8'))
    .join('\n');
  assert.match(text, /"path":"\/api\/check"/, 'the framework logged the requests above');
  assert.doesNotMatch(text, /captchaResult|ticket|t03/);
});

test('scf_bootstrap is what the platform asks for', () => {
  const file = join(examples, name, 'scf_bootstrap');
  const text = readFileSync(file, 'utf8');
  // What the others may do is up to the umask of whoever cloned.
  assert.ok(statSync(file).mode & 0o100, 'it is executable');
  assert.ok(text.startsWith('#!/bin/bash\n') && text.endsWith('\n') && !text.includes('\r'));
  assert.match(text, /--port="\$\{PORT:-9000\}"/);
  assert.match(text, /\/var\/lang\/node18\/bin\/node/);
  assert.match(text, /:-\/tmp\//, 'only /tmp can be written to');
});

test('no package of it has an install script: clouds install without them', () => {
  const { packages } = readJson(root, 'tests/backends/package-lock.json');
  const withScript = Object.entries(packages).filter(([, one]) => one.hasInstallScript);
  assert.deepEqual(withScript, []);
  assert.ok(Object.keys(packages).length > 50);
});
