// 用模拟器在本机走一遍：取 aidEncrypted、完成验证、校验。不需要账号，也不请求腾讯云：npm run try
// Plays the whole flow on this machine, against the simulator. Needs no account: npm run try
const http = require('http');
const { createSimulator } = require('tcaptcha-wasm/simulator');

// 腾讯云文档公开的示例 / the vendor's published example
const captchaAppId = '123456789';
const appSecretKey = '1234567891011121314151516';
const credentials = { secretId: 'id', secretKey: 'key' };

async function run() {
  const simulator = createSimulator({ apps: [{ captchaAppId, appSecretKey }], credentials });
  const { url } = await simulator.listen();
  Object.assign(process.env, {
    PORT: '0', // 任选空闲端口 / a free one
    HOST: '127.0.0.1',
    CAPTCHA_APP_ID: captchaAppId,
    CAPTCHA_APP_SECRET_KEY: appSecretKey,
    CAPTCHA_ENDPOINT: url,
    TENCENTCLOUD_SECRET_ID: credentials.secretId,
    TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
  });
  const { server } = require('./server');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();

  const { aidEncrypted } = await post(port, '/api/aidEncrypted', {});
  const captchaResult = simulator.solve({ captchaAppId, aidEncrypted, flow: 'plugin' });
  const check = () => post(port, '/api/check', { captchaResult });
  console.log('第一次校验 / first check:', await check());
  console.log('同一张票据 / same ticket:', await check());
  await simulator.close();
  process.exit(); // 不等空闲的连接 / idle connections are not waited for
}

function post(port, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const options = { host: '127.0.0.1', port, path, method: 'POST', headers };
    const request = http.request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    request.on('error', reject).end(JSON.stringify(body));
  });
}

run().catch((error) => {
  console.error(error);
  process.exit(1);
});
