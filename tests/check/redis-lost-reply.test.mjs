// The link to Redis breaks after a command has arrived: some clients send it again, some do not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCutLink } from './lib/cut-link.mjs';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';
import { need } from '../support/needs.mjs';
import { CLIENTS, startRedis } from './lib/redis.mjs';

const skip = need('redis-server') ? false : 'no redis-server here';

/** The clients that send a command again when its reply was lost. */
const SENDS_AGAIN = ['ioredis 4', 'ioredis 5', 'ioredis 6', 'node-redis 3, retry_unfulfilled_commands'];

test('the reply to a claim is lost: a fresh ticket is not replayed', { skip }, async (t) => {
  for (const [name, connect] of Object.entries(CLIENTS)) {
    await t.test(name, (t) => loseReplyToClaim(t, connect, SENDS_AGAIN.includes(name)));
  }
});

test("the reply to a release is lost: another process's claim stays", { skip }, async (t) => {
  for (const [name, connect] of Object.entries(CLIENTS)) {
    await t.test(name, (t) => loseReplyToRelease(t, connect));
  }
});

async function loseReplyToClaim(t, connect, sendsAgain) {
  const { link, client } = await connectThroughLink(t, connect);
  const store = lib.redisStore(client);
  const { simulator, captcha } = await roundTrip(t, { store, timeoutMs: 5000 });
  const captchaResult = solve(simulator);
  const check = () => label(captcha.check({ captchaResult, userIp: USER_IP }));
  const cut = link.cutAfter('PX');
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
}

async function loseReplyToRelease(t, connect) {
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
