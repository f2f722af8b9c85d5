// The cloud-database store with the real wx-server-sdk and @cloudbase/node-sdk, against a gateway that
// answers as the platform does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';
import { connectCloudClients } from './lib/cloud-clients.mjs';
import { createCloudState, DUPLICATE_ANSWERS } from './lib/cloud-gateway.mjs';

const state = createCloudState();
const { clients, stop } = await connectCloudClients(state);
test.after(stop);
test.beforeEach(() => Object.assign(state, createCloudState()));

const CLAIMS = Number(process.env.TCAPTCHA_CLOUD_CLAIMS ?? 10_000);
const rowIds = () => [...state.rows.keys()];

for (const [name, { database, client }] of Object.entries(clients)) {
  for (const [how, options] of [
    [name, {}],
    [`${name}, client: '${client}'`, { client }],
  ]) {
    test(`${how}: claim, refuse, release, in all ways in which a duplicate is reported`, async () => {
      const store = lib.cloudDatabaseStore(database, options);
      assert.equal(store.shared, true);
      for (const duplicate of DUPLICATE_ANSWERS) {
        state.duplicate = duplicate;
        assert.equal(await store.claim('k', 600), true);
        assert.equal(await store.claim('k', 600), false);
        assert.deepEqual(rowIds(), ['tcaptcha_claims/k']);
        await store.release('k');
        assert.deepEqual(rowIds(), []);
      }
      assert.equal(await store.claim('k', 600), true);
      const other = lib.cloudDatabaseStore(database, { ...options, collection: 'other' });
      assert.equal(await other.claim('k', 600), true);
      assert.deepEqual(rowIds(), ['tcaptcha_claims/k', 'other/k']);
    });

    test(`${how}: 500 claims at once by a new store: one is true, and one row is there`, async () => {
      const store = lib.cloudDatabaseStore(database, options);
      const claims = await Promise.all(Array.from({ length: 500 }, () => store.claim('k', 600)));
      assert.deepEqual(
        [claims.filter(Boolean).length, claims.filter((claim) => claim === false).length],
        [1, 499],
      );
      assert.deepEqual(rowIds(), ['tcaptcha_claims/k']);
    });
  }

  test(`${name}: another store's claim is not released`, async () => {
    const first = lib.cloudDatabaseStore(database);
    const second = lib.cloudDatabaseStore(database);
    assert.equal(await first.claim('k', 600), true);
    await second.release('k');
    assert.equal(await second.claim('k', 600), false);
    await second.release('k');
    assert.equal(await second.claim('k', 600), false);
    // The first claim is gone, and the second store has the key: a late release must leave it alone.
    state.rows.clear();
    assert.equal(await second.claim('k', 600), true);
    await first.release('k');
    assert.equal(await first.claim('k', 600), false);
  });

  test(`${name}: the answer to an insert is lost: the claim is this store's all the same`, async () => {
    const store = lib.cloudDatabaseStore(database);
    state.lostReplies = 1;
    assert.equal(await store.claim('k', 600), true);
    assert.equal(await store.claim('k', 600), false);
    await store.release('k');
    assert.equal(await store.claim('k', 600), true);
  });

  test(`${name}: rows that cannot be read: the words of the platform say what is a duplicate`, async () => {
    const store = lib.cloudDatabaseStore(database);
    assert.equal(await store.claim('k', 600), true);
    state.unreadable = true;
    const [byCode, byMessage, unknown] = DUPLICATE_ANSWERS;
    for (state.duplicate of [byCode, byMessage]) {
      assert.equal(await store.claim('k', 600), false);
    }
    state.duplicate = unknown;
    await assert.rejects(store.claim('k', 600));
    await store.release('k');
    assert.equal(await store.claim('k', 600), true);
  });

  test(`${name}: any other failure rejects, and is unavailable/store in check`, async (t) => {
    const store = lib.cloudDatabaseStore(database);
    const { simulator, captcha } = await roundTrip(t, { store, timeoutMs: 1000 });
    const check = async (captchaResult) => label(captcha.check({ captchaResult, userIp: USER_IP }));
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
      assert.equal(await check(captchaResult), 'unavailable/store');
    }
    state.failure = null;
    state.hang = true;
    assert.equal(await check(captchaResult), 'unavailable/store');
    state.hang = false;
    assert.equal(await check(captchaResult), 'passed');
    assert.equal(await check(captchaResult), 'rejected/replayed');
  });

  test(`${name}: expired rows go, others stay`, async (t) => {
    const store = lib.cloudDatabaseStore(database);
    await store.claim('old', 60);
    await store.claim('new', 600);
    const now = Date.now();
    t.mock.method(Date, 'now', () => now + 120_000);
    assert.equal(await lib.removeExpiredClaims(database), 1);
    assert.deepEqual(rowIds(), ['tcaptcha_claims/new']);
    assert.equal(await lib.removeExpiredClaims(database), 0);
    state.failure = { code: 'DATABASE_PERMISSION_DENIED', message: 'permission denied' };
    await assert.rejects(lib.removeExpiredClaims(database), /permission denied/);
  });

  test(`${name}: names on Object.prototype change nothing`, async (t) => {
    const polluted = { client: 'wx-server-sdk', collection: 'elsewhere', id: 'k', _id: 'k' };
    for (const [key, value] of Object.entries(polluted)) {
      Object.defineProperty(Object.prototype, key, { value, writable: true, configurable: true });
    }
    t.after(() => Object.keys(polluted).forEach((key) => delete Object.prototype[key]));
    const store = lib.cloudDatabaseStore(database);
    assert.equal(await store.claim('k', 600), true);
    assert.equal(await store.claim('k', 600), false);
    assert.deepEqual(rowIds(), ['tcaptcha_claims/k']);
  });
}

test(`${CLAIMS} claims of one ticket in a row of batches: exactly one is true`, async () => {
  const store = lib.cloudDatabaseStore(clients['wx-server-sdk'].database);
  let won = 0;
  for (let batch = 0; batch < CLAIMS / 1000; batch++) {
    const claims = await Promise.all(Array.from({ length: 1000 }, () => store.claim('race', 600)));
    won += claims.filter(Boolean).length;
  }
  assert.equal(won, 1);
});

for (const [name, wrong] of [
  ['wx-server-sdk', 'cloudbase'],
  ['wx-server-sdk', 'unicloud'],
  ['@cloudbase/node-sdk', 'wx-server-sdk'],
  ['@cloudbase/database, codes returned', 'wx-server-sdk'],
  ['uniCloud', 'wx-server-sdk'],
]) {
  test(`${name}, client: '${wrong}': no claim succeeds, and no row stays`, async () => {
    const store = lib.cloudDatabaseStore(clients[name].database, { client: wrong });
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(store.claim('k', 600), /did not answer with the row's _id/);
      assert.deepEqual(rowIds(), []);
    }
    assert.equal(state.freshIds, 2, 'the rows were there');
  });
}

test('something else than a database is refused, and options that are none', () => {
  const refused = { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' };
  const { database } = clients.uniCloud;
  for (const other of [{}, null, undefined, 7]) {
    assert.throws(() => lib.cloudDatabaseStore(other), refused);
  }
  for (const options of [
    { collection: '' },
    { collection: 7 },
    { client: 'mongodb' },
    { client: 'toString' },
    { client: ['cloudbase'] },
    { client: null },
  ]) {
    assert.throws(() => lib.cloudDatabaseStore(database, options), refused);
  }
});
