// 用模拟器在本机走一遍：取 aidEncrypted、完成验证、校验。不需要账号，也不请求腾讯云：npm run try
// Plays the whole flow on this machine, against the simulator. Needs no account: npm run try
const { createSimulator } = require('tcaptcha-wasm/simulator');

// 腾讯云文档公开的示例 / the vendor's published example
const captchaAppId = '123456789';
const appSecretKey = '1234567891011121314151516';
const credentials = { secretId: 'id', secretKey: 'key' };

async function run() {
  const simulator = createSimulator({ apps: [{ captchaAppId, appSecretKey }], credentials });
  const { url } = await simulator.listen();
  Object.assign(process.env, {
    CAPTCHA_APP_ID: captchaAppId,
    CAPTCHA_APP_SECRET_KEY: appSecretKey,
    CAPTCHA_ENDPOINT: url,
    CAPTCHA_SECRET_ID: credentials.secretId,
    CAPTCHA_SECRET_KEY: credentials.secretKey,
    // 在云端由微信提供 / in the cloud these come from WeChat
    WX_CONTEXT_KEYS: 'WX_CLIENTIP',
    WX_CLIENTIP: '203.0.113.7',
  });
  const { main } = require('./index');

  const { aidEncrypted } = await main({ action: 'token' });
  const captchaResult = simulator.solve({ captchaAppId, aidEncrypted, flow: 'plugin' });
  console.log('第一次校验 / first check:', await main({ action: 'check', captchaResult }));
  console.log('同一张票据 / same ticket:', await main({ action: 'check', captchaResult }));
  await simulator.close();
  process.exit(); // wx-server-sdk 可能留着定时器 / wx-server-sdk may keep a timer
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
