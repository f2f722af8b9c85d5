// Compiled, never run: the types of each client that has types fit what the stores take.

import type { Db } from '@cloudbase/database';
import { Cluster, Redis } from 'ioredis-5';
import { Redis as Redis6 } from 'ioredis-6';
import { createClient as createClient4 } from 'redis-4';
import { createClient as createClient5, createCluster } from 'redis-5';
import { createClient as createClient6 } from 'redis-6';
import { cloudDatabaseStore, redisStore, type ReplayStore } from 'tcaptcha-wasm';
import * as cloud from 'wx-server-sdk';

export const stores = (cloudbase: Db): ReplayStore[] => [
  redisStore(new Redis()),
  redisStore(new Redis6()),
  redisStore(new Cluster([])),
  redisStore(createClient4()),
  redisStore(createClient5()),
  redisStore(createClient6()),
  redisStore(createCluster({ rootNodes: [] })),
  cloudDatabaseStore(cloud.database()),
  cloudDatabaseStore(cloudbase, { client: 'cloudbase', collection: 'claims' }),
];

// @ts-expect-error: no such client
export const wrongClient = (cloudbase: Db) => cloudDatabaseStore(cloudbase, { client: 'mongodb' });
