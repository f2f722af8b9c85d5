// Options of createCaptcha and of the stores whose reading throws, or that are nothing of the kind:
// refused when the captcha is made, not when a ticket comes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captchaOptions, lib } from './lib/package.mjs';

const throwing = (names) =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      names.map((name) => [
        name,
        {
          enumerable: true,
          get() {
            throw new Error(`getter of ${name}`);
          },
        },
      ]),
    ),
  );
const REFUSED = { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' };

test('a store whose getters throw is no store', () => {
  for (const names of [['claim'], ['release']]) {
    const store = Object.assign(throwing(names), names[0] === 'claim' ? {} : { claim() {} });
    assert.throws(() => lib.createCaptcha(captchaOptions({ store })), {
      ...REFUSED,
      message: /store must be an object with the methods claim and release/,
    });
  }
  assert.throws(() => lib.createCaptcha(captchaOptions({ store: { claim() {} } })), REFUSED);
});

test('clients that are none', () => {
  for (const client of [undefined, null, 1, {}, { sendCommand: 1 }]) {
    assert.throws(() => lib.redisStore(client), REFUSED);
  }
  for (const database of [undefined, null, 1, {}, { collection: 1 }]) {
    assert.throws(() => lib.cloudDatabaseStore(database), REFUSED);
  }
  for (const collection of ['', 1, null]) {
    assert.throws(() => lib.cloudDatabaseStore({ collection() {} }, { collection }), REFUSED);
  }
  for (const maxEntries of [0, -1, 1.5, '1', null, Infinity]) {
    assert.throws(() => lib.memoryStore({ maxEntries }), REFUSED);
  }
});

/** What a client or a database may answer that is no success. */
const HOSTILE_ANSWERS = [
  undefined,
  null,
  true,
  'OK',
  '01',
  1.5,
  2,
  NaN,
  [1],
  ['1'],
  { valueOf: () => 1, toString: () => '1' },
  throwing(['toString', 'id', '_id', 'code', 'data']),
  { id: 'other' },
  { id: ['k'] },
  { id: { toString: () => 'k' } },
  { _id: undefined, ids: ['k'] },
  { code: 'X', id: 'k' },
  { errCode: -1, _id: 'k' },
  Object.create({}, { id: { get: () => 'k'.repeat(2) } }),
  () => 1,
  Symbol('1'),
];

test('a Redis client that answers anything: no claim but by 1', async () => {
  for (const answer of HOSTILE_ANSWERS) {
    const store = lib.redisStore({ call: async () => answer });
    await assert.rejects(store.claim('k', 600), undefined, typeof answer);
    await store.release('k');
  }
  for (const [answer, expected] of [
    [1, true],
    ['1', true],
    [1n, true],
    [0, false],
    ['0', false],
    [0n, false],
  ]) {
    const store = lib.redisStore({ call: async () => answer });
    assert.equal(await store.claim('k', 600), expected);
  }
});

test('the memory of own claims is bounded: old ones last until they expire', async () => {
  let sent = 0;
  const store = lib.redisStore({ call: async () => (sent += 1) && 1 });
  for (let index = 0; index < 20_000; index++) await store.claim(`k${index}`, 600);
  assert.equal(sent, 20_000);
  await store.release('k0');
  await store.release('nobody');
  assert.equal(sent, 20_000, 'forgotten, and not released');
  for (const key of ['k19999', 'k15000']) await store.release(key);
  assert.equal(sent, 20_002);
  await store.release('k19999');
  assert.equal(sent, 20_002, 'released once');
});

test('a database that answers anything: no claim but by the key', async () => {
  for (const answer of HOSTILE_ANSWERS) {
    const ask = async () => answer;
    const rows = { get: ask, remove: ask };
    const database = {
      collection: () => ({ add: ask, where: () => rows, doc: () => rows }),
      command: { lt: () => ({}) },
    };
    for (const client of [undefined, 'wx-server-sdk', 'cloudbase', 'unicloud']) {
      const store = lib.cloudDatabaseStore(database, { client });
      await assert.rejects(store.claim('k', 600));
      await store.release('k');
    }
    await assert.rejects(lib.removeExpiredClaims(database));
  }
});

test('keys that cannot be read, or too many', () => {
  const length = {
    get: () => {
      throw new Error('length');
    },
  };
  const keys = new Proxy([], { get: (_, name) => (name === 'length' ? length.get() : undefined) });
  assert.throws(() => lib.inspectAid('AAAA', { appSecretKey: keys }), REFUSED);
  assert.throws(() => lib.inspectAid('AAAA', { appSecretKey: Array(1025).fill('k') }), REFUSED);
  assert.equal(lib.inspectAid('AAAA', { appSecretKey: Array(1024).fill('k') }).valid, false);
});
