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
