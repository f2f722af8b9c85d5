// examples/unicloud on a stand-in for uniCloud's runtime, by the recorded shapes of its documentation.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { createCloudState } from '../check/lib/cloud-gateway.mjs';
import { startRecorder } from '../miniprogram/lib/vendor-recorder.mjs';
import { startVendor, without } from './lib/account.mjs';
import { examples, installExample, readJson, root, sizeOf } from './lib/install.mjs';
import {
  callFunction,
  callMethod,
  fireFunctionTimer,
  fireObjectTimer,
  startInstance,
} from './lib/unicloud.mjs';

/** The two kinds, with the calls of each. */
const KINDS = {
  captcha: {
    main: 'index.js',
    token: (instance) => callFunction(instance, { action: 'token' }),
    check: (instance, captchaResult, change) =>
      callFunction(instance, { action: 'check', captchaResult }, change),
    withoutIp: { CLIENTIP: undefined },
    ipOf: (address) => ({ CLIENTIP: address }),
    fireTimer: fireFunctionTimer,
  },
  'captcha-object': {
    main: 'index.obj.js',
    token: (instance) => callMethod(instance, 'token'),
    check: (instance, captchaResult, change) =>
      callMethod(instance, 'check', [captchaResult], change),
    withoutIp: { clientIP: undefined },
    ipOf: (address) => ({ clientIP: address }),
    fireTimer: fireObjectTimer,
  },
};
const VARIABLES = [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'CAPTCHA_SECRET_ID',
  'CAPTCHA_SECRET_KEY',
];
const MAX_BYTES = 10 * 1024 * 1024;

const folders = {};
const state = createCloudState();
let vendor;

before(async () => {
  for (const name of Object.keys(KINDS)) {
    folders[name] = installExample(`unicloud/cloudfunctions/${name}`);
  }
  vendor = await startVendor(join(folders.captcha, 'node_modules/tcaptcha-wasm'));
});
beforeEach(() => Object.assign(state, createCloudState()));
after(() => vendor.close());

for (const [name, kind] of Object.entries(KINDS)) {
  const start = (environment = vendor.functionEnvironment) =>
    startInstance(folders[name], kind.main, environment, state);

  test(`${name}: token, captcha, check; the same ticket is replayed, in another instance as well`, async () => {
    const instance = start();
    const captchaResult = vendor.solvePlugin((await kind.token(instance)).aidEncrypted);
    assert.equal(captchaResult.ret, 0, 'the vendor takes the token');
    assert.deepEqual(await kind.check(instance, captchaResult), { status: 'passed' });
    const replayed = { status: 'rejected', reason: 'replayed' };
    assert.deepEqual(await kind.check(instance, captchaResult), replayed);
    const asked = state.requests;
    assert.deepEqual(await kind.check(start(), captchaResult), replayed);
    assert.ok(state.requests > asked, 'the other instance asked the database');
  });

  test(`${name}: the timer removes claims that have expired, and no others`, async () => {
    const instance = start();
    const captchaResult = vendor.solvePlugin((await kind.token(instance)).aidEncrypted);
    await kind.check(instance, captchaResult);
    state.rows.set('tcaptcha_claims/old', { _id: 'old', claim: 'x', expiresAtMs: Date.now() - 1 });
    assert.equal(state.rows.size, 2);
    await kind.fireTimer(instance);
    assert.equal(state.rows.size, 1);
    assert.ok(!state.rows.has('tcaptcha_claims/old'));
  });

  test(`${name}: the vendor is asked about the address that the platform names`, async (t) => {
    const recorder = await startRecorder();
    t.after(recorder.close);
    const instance = start({ ...vendor.functionEnvironment, CAPTCHA_ENDPOINT: recorder.url });
    const check = (ticket, change) => kind.check(instance, { ret: 0, ticket }, change);
    await check('t03a');
    await check('t03b', kind.ipOf('2001:db8::7'));
    assert.deepEqual(
      recorder.asked.map(({ Ticket, UserIp }) => [Ticket, UserIp]),
      [
        ['t03a', '203.0.113.7'],
        ['t03b', '2001:db8::7'],
      ],
    );
    // A call that has no address, and a source of another platform.
    const named = { code: 'ERR_CAPTCHA_INVALID_ARGUMENT', message: /CLIENTIP or clientIP/ };
    await assert.rejects(check('t03c', kind.withoutIp), named);
    await assert.rejects(
      check('t03d', { ...kind.withoutIp, headers: { 'x-forwarded-for': '6.6.6.6' } }),
      named,
    );
    assert.equal(recorder.asked.length, 2);
  });

  for (const variable of VARIABLES) {
    test(`${name}: ${variable} is named when it is not set`, () => {
      assert.throws(() => start(without(vendor.functionEnvironment, variable)), {
        message: new RegExp(`没有设置环境变量 ${variable} /`),
      });
    });
  }

  test(`${name}: what did not pass is one line of JSON, without ticket and address`, async (t) => {
    const log = t.mock.method(console, 'log', () => {});
    const instance = start();
    const captchaResult = vendor.solvePlugin((await kind.token(instance)).aidEncrypted);
    await kind.check(instance, captchaResult);
    assert.equal(log.mock.callCount(), 0);
    await kind.check(instance, captchaResult);
    const lines = log.mock.calls.map(({ arguments: [line] }) => line);
    assert.equal(lines.length, 1);
    assert.equal(JSON.parse(lines[0]).reason, 'replayed');
    assert.ok(!lines[0].includes(captchaResult.ticket) && !lines[0].includes('203.0.113.7'));
  });

  test(`${name}: the folder with its dependencies is under 10 MB, and has no other dependency`, (t) => {
    const folder = folders[name];
    const bytes = sizeOf(folder);
    t.diagnostic(`${(bytes / 1024 / 1024).toFixed(2)} MB`);
    assert.ok(bytes > 100_000 && bytes < MAX_BYTES, `${bytes} bytes`);
    const installed = readdirSync(join(folder, 'node_modules')).filter((one) => one[0] !== '.');
    assert.deepEqual(installed, ['tcaptcha-wasm']);
  });
}

test('captcha: another action fails with what action takes', async () => {
  const instance = startInstance(folders.captcha, 'index.js', vendor.functionEnvironment, state);
  for (const data of [{}, { action: 'tokens' }]) {
    await assert.rejects(callFunction(instance, data), /action takes 'token' or 'check'/);
  }
});

test('the manifests: the version of this repository, a time limit over that of a check, one timer', () => {
  const [, version] = /^version = "(.+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'));
  for (const [name, { main }] of Object.entries(KINDS)) {
    const manifest = readJson(examples, 'unicloud/cloudfunctions', name, 'package.json');
    assert.deepEqual(manifest.dependencies, { 'tcaptcha-wasm': version });
    assert.deepEqual([manifest.name, manifest.main], [name, main]);
    const { timeout, triggers, runtime } = manifest['cloudfunction-config'];
    assert.ok(timeout >= 5 && runtime === 'Nodejs18');
    assert.deepEqual(
      triggers.map(({ type }) => type),
      ['timer'],
    );
    // Seconds, minutes, hours, day, month, weekday, year: package.json has one form for all providers.
    assert.equal(triggers[0].config.split(' ').length, 7);
  }
});

test('function and object are the same up to what the platform calls', () => {
  const read = (file) => readFileSync(join(examples, 'unicloud/cloudfunctions', file), 'utf8');
  const [first] = read('captcha/index.js').split('exports.main');
  const [second] = read('captcha-object/index.obj.js').split('module.exports');
  assert.ok(first.length > 500);
  assert.equal(first, second);
});

test('the schema closes the table to clients, and names the fields of a row', async () => {
  const schema = readJson(examples, 'unicloud/database/tcaptcha_claims.schema.json');
  assert.deepEqual(schema.permission, { read: false, create: false, update: false, delete: false });
  const instance = startInstance(folders.captcha, 'index.js', vendor.functionEnvironment, state);
  const { aidEncrypted } = await callFunction(instance, { action: 'token' });
  const captchaResult = vendor.solvePlugin(aidEncrypted);
  await callFunction(instance, { action: 'check', captchaResult });
  const [[id, row]] = state.rows;
  assert.equal(id.split('/')[0], 'tcaptcha_claims');
  assert.deepEqual(Object.keys(row).sort(), Object.keys(schema.properties).sort());
});
