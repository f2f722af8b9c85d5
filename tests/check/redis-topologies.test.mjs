// The Redis store with clients of clusters, sentinels and pools, against real ones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lib } from './lib/package.mjs';
import { need } from '../support/needs.mjs';
import { startRedis } from './lib/redis.mjs';
import { startCluster, startSentinel } from './lib/redis-topologies.mjs';

const skip = need('redis-server') ? false : 'no redis-server here';
const onRedis = (name, body) => test(name, { skip }, body);

onRedis('a cluster: each key goes to its server', async (t) => {
  const cluster = await startCluster();
  t.after(cluster.stop);
  for (const name of ['ioredis-4', 'ioredis-5']) {
    await t.test(name, async () => {
      const { default: Redis } = await import(name);
      const nodes = cluster.ports.map((port) => ({ host: '127.0.0.1', port }));
      const client = new Redis.Cluster(nodes);
      client.on('error', () => {});
      await exercise(client, name);
      client.disconnect();
    });
  }
  for (const name of ['redis-4', 'redis-5']) {
    await t.test(name, async () => {
      const { createCluster } = await import(name);
      const rootNodes = cluster.ports.map((port) => ({ url: `redis://127.0.0.1:${port}` }));
      const client = createCluster({ rootNodes });
      client.on('error', () => {});
      await client.connect();
      await exercise(client, name);
      await (client.close ? client.close() : client.quit());
    });
  }
});

onRedis('a sentinel: claims go to the master', async (t) => {
  const sentinel = await startSentinel();
  t.after(sentinel.stop);
  for (const name of ['ioredis-4', 'ioredis-5']) {
    await t.test(name, async () => {
      const { default: Redis } = await import(name);
      const sentinels = [{ host: '127.0.0.1', port: sentinel.port }];
      const client = new Redis({ sentinels, name: 'main' });
      client.on('error', () => {});
      await exercise(client, name);
      client.disconnect();
    });
  }
  await t.test('redis-5', async () => {
    const { createSentinel } = await import('redis-5');
    const sentinelRootNodes = [{ host: '127.0.0.1', port: sentinel.port }];
    const client = createSentinel({ name: 'main', sentinelRootNodes });
    client.on('error', () => {});
    await client.connect();
    await exercise(client, 'redis-5');
    await client.close();
  });
});

onRedis('a pool of connections', async (t) => {
  const redis = await startRedis();
  t.after(redis.stop);
  const { createClientPool } = await import('redis-5');
  const client = createClientPool({ url: redis.url });
  client.on('error', () => {});
  await client.connect();
  await exercise(client, 'pool');
  await client.close();
});

/** Claims, claims again and releases 40 keys, which is enough for each server to get some. */
async function exercise(client, prefix) {
  const store = lib.redisStore(client, { prefix: `${prefix}:` });
  const other = lib.redisStore(client, { prefix: `${prefix}:` });
  const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
  const claimAll = (by) => Promise.all(keys.map((key) => by.claim(key, 600)));
  assert.deepEqual(
    await claimAll(store),
    keys.map(() => true),
  );
  assert.deepEqual(
    await claimAll(other),
    keys.map(() => false),
  );
  await Promise.all(keys.map((key) => store.release(key)));
  assert.deepEqual(
    await claimAll(other),
    keys.map(() => true),
  );
}
