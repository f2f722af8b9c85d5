// 用模拟器在本机走一遍：取 aidEncrypted、完成验证、校验。不需要账号，也不请求腾讯云：npm run try
// Plays the whole flow on this machine, against the simulator. Needs no account: npm run try
const { createSimulator } = require('tcaptcha-wasm/simulator');

// 腾讯云文档公开的示例 / the vendor's published example
const captchaAppId = '123456789';
const appSecretKey = '1234567891011121314151516';
const credentials = { secretId: 'id', secretKey: 'key' };

// 在云端由 uniCloud 提供 / in the cloud these come from uniCloud
const context = { CLIENTIP: '203.0.113.7' };
const rows = new Map();
global.uniCloud = {
  database: () => ({
    collection: () => ({
      async add(row) {
        if (rows.has(row._id)) throw new Error('duplicate _id');
        rows.set(row._id, row);
        return { id: row._id };
      },
      where: ({ _id }) => ({ get: async () => ({ data: rows.has(_id) ? [rows.get(_id)] : [] }) }),
    }),
  }),
};

async function run() {
  const simulator = createSimulator({ apps: [{ captchaAppId, appSecretKey }], credentials });
  const { url } = await simulator.listen();
  Object.assign(process.env, {
    CAPTCHA_APP_ID: captchaAppId,
    CAPTCHA_APP_SECRET_KEY: appSecretKey,
    CAPTCHA_ENDPOINT: url,
    CAPTCHA_SECRET_ID: credentials.secretId,
    CAPTCHA_SECRET_KEY: credentials.secretKey,
  });
  const { main } = require('./index');

  const { aidEncrypted } = await main({ action: 'token' }, context);
  const captchaResult = simulator.solve({ captchaAppId, aidEncrypted, flow: 'plugin' });
  const check = () => main({ action: 'check', captchaResult }, context);
  console.log('第一次校验 / first check:', await check());
  console.log('同一张票据 / same ticket:', await check());
  await simulator.close();
  process.exit(); // 不等空闲的连接 / idle connections are not waited for
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
