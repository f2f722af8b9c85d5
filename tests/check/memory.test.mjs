// The memory store: one true per key, a bound that holds, no timers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';

const TICKETS = Number(process.env.TCAPTCHA_MEMORY_TICKETS ?? 10_000_000);

test('10,000 claims of one ticket at once: exactly one is true', async () => {
  const store = lib.memoryStore();
  const claims = await Promise.all(Array.from({ length: 10_000 }, () => store.claim('k', 600)));
  assert.equal(claims.filter(Boolean).length, 1);
  assert.equal(store.shared, false);
});

test('10,000 checks of one ticket at once: exactly one passes', async (t) => {
  const { simulator, captcha } = await roundTrip(t, { timeoutMs: 60_000 });
  const captchaResult = solve(simulator);
  const outcomes = await Promise.all(
    Array.from({ length: 10_000 }, () => label(captcha.check({ captchaResult, userIp: USER_IP }))));
  assert.equal(outcomes.filter((outcome) => outcome === 'passed').length, 1);
  assert.equal(outcomes.filter((outcome) => outcome === 'rejected/replayed').length, 9_999);
});

test('claims expire and are released', async () => {
  const store = lib.memoryStore();
  assert.equal(await store.claim('k', 0.05), true);
  assert.equal(await store.claim('k', 0.05), false);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(await store.claim('k', 600), true);
  await store.release('k');
  assert.equal(await store.claim('k', 600), true);
});

test('a clock that is set forward frees no claim', async (t) => {
  const store = lib.memoryStore();
  await store.claim('k', 600);
  t.mock.method(Date, 'now', () => 4e12);
  assert.equal(await store.claim('k', 600), false);
});

test('the oldest is forgotten when it is full, and only then', async () => {
  const store = lib.memoryStore({ maxEntries: 3 });
  for (const key of 'abc') assert.equal(await store.claim(key, 600), true);
  for (const key of 'abc') assert.equal(await store.claim(key, 600), false);
  assert.equal(await store.claim('d', 600), true);
  for (const key of 'bcd') assert.equal(await store.claim(key, 600), false);
  assert.equal(await store.claim('a', 600), true);
  for (const maxEntries of [0, -1, 1.5, NaN, '3', null]) {
    assert.throws(() => lib.memoryStore({ maxEntries }), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
  }
});

test(`${TICKETS} distinct tickets stay within the bound`, async () => {
  const store = lib.memoryStore();
  const key = (index) => index.toString(16).padStart(64, '0');
  const heapMb = () => { global.gc?.(); return process.memoryUsage().heapUsed / 2 ** 20; };
  const before = heapMb();
  let highest = 0;
  for (let index = 0; index < TICKETS; index++) {
    if (!(await store.claim(key(index), 600))) assert.fail(`ticket ${index} was refused`);
    // A turn of the event loop now and then, for the test runner.
    if (index % 100_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (index % 1_000_000 === 999_999) highest = Math.max(highest, heapMb() - before);
  }
  assert.equal(await store.claim(key(TICKETS - 1), 600), false);
  assert.equal(await store.claim(key(TICKETS - 100_000), 600), false);
  assert.equal(await store.claim(key(TICKETS - 100_001), 600), true);
  console.log(`memory store: ${TICKETS} tickets, ${highest.toFixed(1)} MB of heap at most${global.gc ? '' : ' (garbage included)'}`);
  if (global.gc) assert.ok(highest < 40, `${highest} MB`);
});
