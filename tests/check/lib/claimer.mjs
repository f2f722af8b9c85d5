// One of several processes that claim the same tickets; says how many claims came out true.

import { CLIENTS } from './redis.mjs';
import { lib } from './package.mjs';

const { url, clientName, keys, claimsPerKey } = JSON.parse(process.argv[2]);
const { client, close } = await CLIENTS[clientName](url);
const store = lib.redisStore(client);
process.send('ready');
await new Promise((resolve) => process.once('message', resolve));
const won = [];
for (const key of keys) {
  const claims = await Promise.all(Array.from({ length: claimsPerKey }, () => store.claim(key, 600)));
  won.push(claims.filter(Boolean).length);
}
process.send({ won });
await close();
process.disconnect();
