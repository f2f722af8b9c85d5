// The stores in the syntax of Node.js 8: claim, refuse, release. Run by every version that is looked at.
//
//   node tests/check/lib/stores.cjs PACKAGE [REDIS_URL]
'use strict';

const assert = require('assert');
const lib = require(process.argv[2] + '/index.js');
const redisUrl = process.argv[3];

async function exercise(name, createStore) {
  const store = createStore();
  const other = createStore();
  const claims = await Promise.all(Array.from({ length: 100 }, () => store.claim('k', 600)));
  assert.strictEqual(claims.filter(Boolean).length, 1, name);
  await other.release('k');
  assert.strictEqual(await other.claim('k', 600), false, name + ": another's claim stays");
  await store.release('k');
  assert.strictEqual(await other.claim('k', 600), true, name + ': released');
  assert.strictEqual(await store.claim('k', 600), false, name);
  await other.release('k');
}

/** A cloud database in memory; `wrapped` as wx-server-sdk has it, else as uniCloud. */
function cloudDatabase(wrapped) {
  const rows = new Map();
  let fresh = 0;
  const select = (condition) => {
    const fits = (row) => Object.keys(condition).every((name) => row[name] === condition[name]);
    const found = () => Array.from(rows.values()).filter(fits);
    return {
      get: async () => ({ data: found() }),
      remove: async () => {
        const deleted = found().filter((row) => rows.delete(row._id)).length;
        return wrapped ? { stats: { removed: deleted } } : { deleted: deleted };
      },
    };
  };
  const collection = () => ({
    async add(argument) {
      const given = wrapped ? argument.data : argument;
      const row = Object.assign({ _id: 'fresh-' + fresh++ }, given);
      if (rows.has(row._id)) throw new Error('this _id exists');
      rows.set(row._id, row);
      return wrapped ? { _id: row._id, errMsg: 'collection.add:ok' } : { id: row._id };
    },
    doc: (id) => select({ _id: id }),
    where: select,
  });
  return { collection: collection, command: { lt: () => ({}) } };
}

async function main() {
  const memory = lib.memoryStore();
  assert.strictEqual(await memory.claim('k', 600), true);
  assert.strictEqual(await memory.claim('k', 600), false);
  for (const wrapped of [true, false]) {
    const database = cloudDatabase(wrapped);
    await exercise('cloud database', () => lib.cloudDatabaseStore(database));
  }
  if (redisUrl) {
    const ioredis = new (require('ioredis-4'))(redisUrl);
    await exercise('ioredis 4', () => lib.redisStore(ioredis));
    ioredis.disconnect();
    const nodeRedis = require('redis-3').createClient(redisUrl);
    await exercise('node-redis 3', () => lib.redisStore(nodeRedis));
    nodeRedis.end(false);
  }
  const { bun, deno, node } = process.versions;
  const where = bun ? 'Bun ' + bun : deno ? 'Deno ' + deno : 'Node.js ' + node;
  console.log('stores on ' + where + (redisUrl ? ', Redis too' : ''));
}

main().catch((error) => {
  console.log(String(error.stack || error));
  process.exitCode = 1;
});
