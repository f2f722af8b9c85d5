// The link to Redis breaks after a command has arrived: some clients send it again, some do not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCutLink } from './lib/cut-link.mjs';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';
import { CLIENTS, redisMissing, startRedis } from './lib/redis.mjs';

const missing = redisMissing();
if (missing) console.log(`skipped: ${missing}`);

/** The clients that send a command again when its reply was lost. */
const SENDS_AGAIN = ['ioredis 4', 'ioredis 5', 'node-redis 3, retry_unfulfilled_commands'];

for (const [name, connect] of Object.entries(CLIENTS)) {
  const sendsAgain = SENDS_AGAIN.includes(name);

  test(`${name}: the reply to a claim is lost: a fresh ticket is not replayed`, {
    skip: missing ?? false,
  }, async (t) => {
    const { link, client } = await connectThroughLink(t, connect);
    const { simulator, captcha } = await roundTrip(t, {
      store: lib.redisStore(client),
      timeoutMs: 5000,
    });
    const captchaResult = solve(simulator);
    const check = () => label(captcha.check({ captchaResult, userIp: USER_IP }));
    const cut = link.cutAfter('NX');
    const first = await check();
    await cut;
    if (sendsAgain) {
      assert.equal(first, 'passed');
    } else {
      assert.equal(first, 'unavailable/store');
      // The claim that nobody heard of is taken back as soon as the link is there again.
      assert.equal(await untilNot(check, ['unavailable/store', 'rejected/replayed']), 'passed');
    }
    assert.equal(await check(), 'rejected/replayed');
  });

  test(`${name}: the reply to a release is lost: another process's claim stays`, {
    skip: missing ?? false,
  }, async (t) => {
    const { redis, link, client } = await connectThroughLink(t, connect);
    const other = await CLIENTS['ioredis 5'](redis.url);
    t.after(other.close);
    const otherStore = lib.redisStore(other.client);
    const store = lib.redisStore(client);
    assert.equal(await store.claim('k', 600), true);
    let otherClaimed;
    const cut = link.cutAfter('DEL', async () => {
      otherClaimed = await otherStore.claim('k', 600);
    });
    await store.release('k');
    await cut;
    assert.equal(otherClaimed, true, 'the release arrived');
    assert.equal(await store.claim('k', 600), false);
    await store.release('k');
    assert.equal(await otherStore.claim('k', 600), false);
    await otherStore.release('k');
    assert.equal(await store.claim('k', 600), true);
  });
}

async function connectThroughLink(t, connect) {
  const redis = await startRedis();
  t.after(redis.stop);
  const link = await startCutLink(redis.port);
  t.after(link.stop);
  const { client, close } = await connect(link.url);
  t.after(close);
  return { redis, link, client };
}

async function untilNot(ask, answers) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask();
    if (!answers.includes(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return `always one of ${answers}`;
}
