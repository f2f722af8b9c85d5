// The Redis store against a real server, through every client that is taken.

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  captchaOptions,
  countingStore,
  GRACE_MS,
  label,
  lib,
  overtime,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';
import { need } from '../support/needs.mjs';
import { CLIENTS, startRedis } from './lib/redis.mjs';

const here = need('redis-server');
const onRedis = (name, body) => test(name, { skip: here ? false : 'no redis-server here' }, body);
const TIMEOUT_MS = 400;

for (const [name, connect] of Object.entries(CLIENTS)) {
  onRedis(`${name}: claim, refuse, release, expire`, async (t) => {
    const redis = await startRedis();
    t.after(redis.stop);
    const { client, close } = await connect(redis.url);
    t.after(close);
    const store = lib.redisStore(client, { prefix: 'p:' });
    assert.equal(store.shared, true);
    assert.equal(await store.claim('k', 600), true);
    assert.equal(await store.claim('k', 600), false);
    assert.equal(await lib.redisStore(client).claim('k', 600), true, 'another prefix');
    await store.release('k');
    assert.equal(await store.claim('k', 1), true);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    assert.equal(await store.claim('k', 600), true, 'after it has expired');
    assert.equal(await store.claim('part', 0.5), true, 'part of a second');
    const other = lib.redisStore(client, { prefix: 'p:' });
    await other.release('k');
    assert.equal(await other.claim('k', 600), false, "another store's claim is not released");
  });

  onRedis(`${name}: a server that stops, pauses and restarts under check`, async (t) => {
    const redis = await startRedis();
    t.after(redis.stop);
    const { client, close } = await connect(redis.url);
    t.after(close);
    const store = lib.redisStore(client);
    const { simulator, url, captcha } = await roundTrip(t, { store });
    const hasty = lib.createCaptcha({ ...captchaOptions(url), store, timeoutMs: TIMEOUT_MS });
    t.after(() => hasty.dispose());
    const check = (captchaResult) => label(captcha.check({ captchaResult, userIp: USER_IP }));
    const checkInTime = (captchaResult) =>
      overtime(TIMEOUT_MS, () => label(hasty.check({ captchaResult, userIp: USER_IP })));
    const first = solve(simulator);
    assert.equal(await check(first), 'passed');
    assert.equal(await check(first), 'rejected/replayed');

    redis.pause();
    const paused = solve(simulator);
    const during = await checkInTime(paused);
    assert.equal(during.result, 'unavailable/store', 'paused');
    assert.ok(during.overtimeMs < GRACE_MS, `paused: ${during.tookMs} ms`);
    redis.resume();
    // The claim that came about late is given back, so the ticket is good for one check.
    await eventually(async () => (await check(paused)) === 'passed', `${name}: resumed`);
    assert.equal(await check(paused), 'rejected/replayed');

    await redis.stop();
    const stopped = solve(simulator);
    for (const captchaResult of [stopped, first]) {
      const { result, overtimeMs } = await checkInTime(captchaResult);
      assert.equal(result, 'unavailable/store', 'stopped');
      assert.ok(overtimeMs < GRACE_MS);
    }
    const again = await startRedis(redis.port);
    t.after(again.stop);
    await eventually(async () => (await check(stopped)) === 'passed', `${name}: restarted`);
    // The server has lost its claims; the vendor has not.
    assert.equal(await check(first), 'rejected/invalid_ticket');
  });
}

onRedis('a server that is restarted in the middle of a run: no ticket passes twice', async (t) => {
  let redis = await startRedis();
  t.after(() => redis.stop());
  const { client, close } = await CLIENTS['ioredis 5'](redis.url);
  t.after(close);
  const { simulator, captcha } = await roundTrip(t, {
    store: lib.redisStore(client),
  });
  const passes = new Map();
  const seen = new Set();
  const one = async (id, captchaResult) => {
    const outcome = await label(captcha.check({ captchaResult, userIp: USER_IP }));
    seen.add(outcome);
    if (outcome === 'passed') passes.set(id, (passes.get(id) ?? 0) + 1);
  };
  for (let round = 0; round < 30; round++) {
    const tickets = Array.from({ length: 20 }, () => solve(simulator));
    const checks = tickets.flatMap((captchaResult, index) =>
      [0, 1, 2].map(() => one(`${round}/${index}`, captchaResult)),
    );
    if (round % 10 === 5) {
      const { port } = redis;
      await redis.stop();
      redis = await startRedis(port);
    }
    await Promise.all(checks);
  }
  assert.ok(
    [...passes.values()].every((times) => times === 1),
    'passed twice',
  );
  assert.ok(passes.size > 300, `${passes.size} passed`);
  for (const outcome of seen)
    assert.match(outcome, /^(passed|rejected\/(replayed|invalid_ticket)|unavailable\/store)$/);
});

onRedis('10,000 claims of one ticket by 4 processes: exactly one is true', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  const keys = ['a', 'b', 'c'].map((name) => name.repeat(64));
  const claimers = ['ioredis 4', 'ioredis 5', 'node-redis 3', 'node-redis 5'].map((clientName) =>
    fork(new URL('./lib/claimer.mjs', import.meta.url), [
      JSON.stringify({ url: redis.url, clientName, keys, claimsPerKey: 2500 }),
    ]),
  );
  await Promise.all(claimers.map((claimer) => once(claimer, 'message')));
  for (const claimer of claimers) claimer.send('go');
  const answers = await Promise.all(
    claimers.map(async (claimer) => {
      const [{ won }] = await once(claimer, 'message');
      return won;
    }),
  );
  const [codes] = await Promise.all([
    Promise.all(claimers.map((claimer) => claimer.exitCode ?? once(claimer, 'exit'))),
  ]);
  assert.equal(codes.length, 4);
  keys.forEach((key, index) => {
    const total = answers.reduce((sum, won) => sum + won[index], 0);
    assert.equal(total, 1, `${key[0]}: ${answers.map((won) => won[index])}`);
  });
});

onRedis('no ticket and no secret reaches Redis', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  const { client, close } = await CLIENTS['ioredis 5'](redis.url);
  t.after(close);
  const { simulator, captcha } = await roundTrip(t, {
    store: countingStore(lib.redisStore(client)),
  });
  const captchaResult = solve(simulator);
  await captcha.check({ captchaResult, userIp: USER_IP });
  const [key] = await client.keys('*');
  assert.match(key, /^tcaptcha:[0-9a-f]{64}$/);
  assert.match(await client.get(key), /^[0-9a-f]{32}$/);
  const ttl = await client.ttl(key);
  assert.ok(ttl > 590 && ttl <= 600, String(ttl));
});

onRedis('methods and options on Object.prototype change nothing', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  const { client, close } = await CLIENTS['node-redis 5'](redis.url);
  t.after(close);
  const asked = [];
  const polluted = {
    call: async (...words) => asked.push(words),
    send_command: (...words) => asked.push(words),
    v4: { sendCommand: async (...words) => asked.push(words) },
    nodeClient() {},
    getMasterNode() {},
    prefix: 'elsewhere:',
    claim: async () => true,
    release: async () => {},
  };
  for (const [name, value] of Object.entries(polluted)) {
    Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true });
  }
  try {
    const store = lib.redisStore(client, {});
    assert.equal(await store.claim('k', 600), true);
    assert.equal(await store.claim('k', 600), false);
    assert.deepEqual(asked, []);
    for (const other of [{}, class {}]) {
      assert.throws(() => lib.redisStore(other), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
    }
    const noStore = { ...captchaOptions('http://127.0.0.1:1'), store: {} };
    assert.throws(() => lib.createCaptcha(noStore), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
  } finally {
    for (const name of Object.keys(polluted)) delete Object.prototype[name];
  }
  assert.deepEqual(await client.keys('*'), ['tcaptcha:k']);
});

test('something else than a client is refused', () => {
  for (const client of [{}, null, undefined, 7, { set() {} }, () => {}]) {
    assert.throws(() => lib.redisStore(client), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
  }
});

async function eventually(condition, what) {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`never: ${what}`);
}
