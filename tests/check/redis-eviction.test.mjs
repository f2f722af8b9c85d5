// A Redis that is full: what SECURITY.md says of `maxmemory-policy`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';
import { need } from '../support/needs.mjs';
import { CLIENTS, startRedis } from './lib/redis.mjs';

const skip = need('redis-server') ? false : 'no redis-server here';
const onRedis = (name, body) => test(name, { skip }, body);

onRedis(
  'an evicting Redis forgets claims, and then only the vendor refuses the ticket',
  async (t) => {
    const { client, captcha, simulator } = await start(t, 'allkeys-lru');
    const captchaResult = solve(simulator);
    const check = () => label(captcha.check({ captchaResult, userIp: USER_IP }));
    assert.equal(await check(), 'passed');
    assert.equal(await check(), 'rejected/replayed');
    const [key] = await client.keys('tcaptcha:*');
    for (let index = 0; (await client.exists(key)) === 1; index++) {
      assert.ok(index < 20_000, 'never evicted');
      await client.set(`filler-${index}`, 'x'.repeat(10_000));
    }
    assert.equal(await check(), 'rejected/invalid_ticket');
  },
);

onRedis('with noeviction a full Redis knows its claims and takes no more', async (t) => {
  const { client, captcha, simulator } = await start(t, 'noeviction');
  const used = solve(simulator);
  const fresh = solve(simulator);
  const check = (captchaResult) => label(captcha.check({ captchaResult, userIp: USER_IP }));
  assert.equal(await check(used), 'passed');
  // Less than an empty server needs.
  await client.config('SET', 'maxmemory', '1kb');
  assert.equal(await check(fresh), 'unavailable/store');
  assert.equal(await check(used), 'rejected/replayed');
  await client.config('SET', 'maxmemory', '100mb');
  assert.equal(await check(used), 'rejected/replayed');
  assert.equal(await check(fresh), 'passed');
});

async function start(t, policy) {
  const redis = await startRedis(undefined, ['--maxmemory', '4mb', '--maxmemory-policy', policy]);
  t.after(redis.stop);
  const { client, close } = await CLIENTS['ioredis 5'](redis.url);
  t.after(close);
  const { captcha, simulator } = await roundTrip(t, { store: lib.redisStore(client) });
  return { client, captcha, simulator };
}
