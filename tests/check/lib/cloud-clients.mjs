// A database client of each kind, over one state: the real wx-server-sdk and @cloudbase/node-sdk, and
// uniCloud, which is not on npm, by the shapes of its documentation.

import { answerOf, HANG, LOST, startCloudGateway } from './cloud-gateway.mjs';

export async function connectCloudClients(state) {
  const gateway = await startCloudGateway(state);
  // What the platform puts into the environment of a cloud function.
  Object.assign(process.env, {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'env-1',
    TCB_ENV: 'env-1',
    TENCENTCLOUD_SECRETID: 'AKIDofTheFunction',
    TENCENTCLOUD_SECRETKEY: 'secretKeyOfTheFunction',
    TENCENTCLOUD_SESSIONTOKEN: 'tokenOfTheFunction',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gateway.url }),
    SILENCE: 'true',
  });
  const { default: cloud } = await import('wx-server-sdk');
  cloud.init({ env: 'env-1' });
  const { default: cloudbase } = await import('@cloudbase/node-sdk');
  const app = cloudbase.init({ env: 'env-1' });
  const clients = {
    'wx-server-sdk': { client: 'wx-server-sdk', database: cloud.database() },
    '@cloudbase/node-sdk': { client: 'cloudbase', database: app.database() },
    '@cloudbase/database, codes returned': {
      client: 'cloudbase',
      database: app.database({ returnCodes: true }),
    },
    uniCloud: { client: 'unicloud', database: uniCloudDatabase(state) },
  };
  await replaceRequest(state);
  return { clients, stop: gateway.stop };
}

/** For a database made with `returnCodes`: no HTTP, and a code is returned, not thrown. */
async function replaceRequest(state) {
  const { Db } = await import('@cloudbase/database');
  Db.reqClass = class extends Db.reqClass {
    async send(action, data, options) {
      if (!this.config.returnCodes) return super.send(action, data, options);
      const answer = answerOf(state, { action, ...data });
      if (answer === HANG) return new Promise(() => {});
      if (answer === LOST) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return { requestId: 'replaced', ...answer };
    }
  };
}

export function uniCloudDatabase(state) {
  const send = async (action, collectionName, rest) => {
    const answer = answerOf(state, { action, collectionName, ...rest });
    if (answer === HANG) return new Promise(() => {});
    if (answer === LOST) throw new Error('request timeout');
    const { code, message, data } = answer;
    if (code) throw Object.assign(new Error(message), { code, errCode: code, errMsg: message });
    return data;
  };
  const select = (name, query) => ({
    async get() {
      const { list } = await send('database.getDocument', name, { query });
      return { affectedDocs: list.length, data: list.map((row) => JSON.parse(row)) };
    },
    async remove() {
      const { deleted } = await send('database.removeDocument', name, { query });
      return { affectedDocs: deleted, deleted };
    },
  });
  return {
    command: { lt: (value) => ({ $lt: value }) },
    collection: (name) => ({
      async add(row) {
        const data = [JSON.stringify(row)];
        const { insertedIds } = await send('database.insertDocument', name, { data });
        return { id: insertedIds[0] };
      },
      doc: (_id) => select(name, { _id }),
      where: (query) => select(name, query),
    }),
  };
}
