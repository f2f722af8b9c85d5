// The cloud-database store with the real wx-server-sdk, against a gateway that answers as the
// platform does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';
import { DUPLICATE_ANSWERS, startCloudGateway } from './lib/cloud-gateway.mjs';

const gateway = await startCloudGateway();
// What the platform puts into the environment of a cloud function.
Object.assign(process.env, {
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'env-1',
  TCB_ENV: 'env-1',
  TENCENTCLOUD_SECRETID: 'AKIDofTheFunction',
  TENCENTCLOUD_SECRETKEY: 'secretKeyOfTheFunction',
  TENCENTCLOUD_SESSIONTOKEN: 'tokenOfTheFunction',
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: gateway.url }),
  SILENCE: 'true',
});
const { default: cloud } = await import('wx-server-sdk');
cloud.init({ env: 'env-1' });
const database = cloud.database();
const { state } = gateway;
test.after(() => gateway.stop());

test('claim, refuse, release, in both ways in which the platform reports a duplicate', async () => {
  const store = lib.cloudDatabaseStore(database);
  assert.equal(store.shared, true);
  for (const duplicate of DUPLICATE_ANSWERS) {
    state.duplicate = duplicate;
    assert.equal(await store.claim('k', 600), true);
    assert.equal(await store.claim('k', 600), false);
    await store.release('k');
  }
  assert.equal(await store.claim('k', 600), true);
  assert.equal(await lib.cloudDatabaseStore(database, { collection: 'other' }).claim('k', 600), true);
  assert.deepEqual([...state.rows.keys()], ['tcaptcha_claims/k', 'other/k']);
});

const CLAIMS = Number(process.env.TCAPTCHA_CLOUD_CLAIMS ?? 10_000);

test(`${CLAIMS} claims of one ticket at once: exactly one is true`, async () => {
  const store = lib.cloudDatabaseStore(database);
  let won = 0;
  for (let batch = 0; batch < CLAIMS / 1000; batch++) {
    const claims = await Promise.all(Array.from({ length: 1000 }, () => store.claim('race', 600)));
    won += claims.filter(Boolean).length;
  }
  assert.equal(won, 1);
});

test('any other failure throws, and is unavailable/store in check', async (t) => {
  const store = lib.cloudDatabaseStore(database);
  const { simulator, captcha } = await roundTrip(t, { store, timeoutMs: 1000 });
  const captchaResult = solve(simulator);
  for (const failure of [
    { code: 'DATABASE_COLLECTION_NOT_EXIST', message: 'collection not exists' },
    { code: 'DATABASE_REQUEST_FAILED', message: '[FailedOperation] timeout' },
    { code: 'DATABASE_PERMISSION_DENIED', message: 'permission denied' },
    { code: 'SYS_ERR', message: 'busy' },
    { code: 'EXCEED_REQUEST_LIMIT', message: 'limit' },
  ]) {
    state.failure = failure;
    await assert.rejects(store.claim('z', 600), undefined, failure.code);
    assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'unavailable/store');
  }
  state.failure = null;
  state.hang = true;
  assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'unavailable/store');
  state.hang = false;
  assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'passed');
  assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'rejected/replayed');
});

test('expired rows go, others stay', async (t) => {
  state.rows.clear();
  const store = lib.cloudDatabaseStore(database);
  await store.claim('old', 60);
  await store.claim('new', 600);
  const now = Date.now();
  t.mock.method(Date, 'now', () => now + 120_000);
  assert.equal(await lib.removeExpiredClaims(database), 1);
  assert.deepEqual([...state.rows.keys()], ['tcaptcha_claims/new']);
  assert.equal(await lib.removeExpiredClaims(database), 0);
});

test('something else than a database is refused', () => {
  for (const other of [{}, null, undefined, 7]) {
    assert.throws(() => lib.cloudDatabaseStore(other), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
  }
  for (const collection of ['', 7]) {
    assert.throws(() => lib.cloudDatabaseStore(database, { collection }), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
  }
});
