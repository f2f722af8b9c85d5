const express = require('express');
const { rateLimit } = require('express-rate-limit');
const { createCaptcha, isCaptchaError, userIpFrom } = require('tcaptcha-wasm');
const { aidEncryptedHandler } = require('tcaptcha-wasm/express');

// 密钥只从环境变量来，不写进代码 / secrets come from the environment, never from the code
const { env } = process;
for (const name of [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
]) {
  if (!env[name]) {
    throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
  }
}
// TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck: (event) => event.status === 'passed' || console.log(JSON.stringify(event)),
});
// 前面自己的代理（负载均衡、CDN）有几层，没有就是 0 / how many proxies of your own stand before, 0 for none
const proxies = Number(env.TRUST_PROXY || 0);
if (!Number.isInteger(proxies) || proxies < 0) {
  throw new Error('TRUST_PROXY must be the number of proxies before this server');
}

const app = express();
app.disable('x-powered-by');
app.set('trust proxy', proxies); // 限制次数时按用户的 IP 计数 / the limits count by the user's address

// 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
const perMinute = (limit) =>
  rateLimit({ windowMs: 60_000, limit, standardHeaders: true, legacyHeaders: false });
// 别的网站的页面不用许可就能发送文本和表单，JSON 不行
// pages of other sites can send text and forms without permission, but no JSON
const jsonOnly = (request, response, next) => {
  if (request.is('application/json')) next();
  else response.status(415).json({ message: 'the Content-Type must be application/json' });
};
const readJson = [jsonOnly, express.json({ limit: '64kb' })];

app.post('/api/aidEncrypted', perMinute(20), readJson, aidEncryptedHandler(captcha));

app.post('/api/check', perMinute(20), readJson, async (request, response) => {
  const userIp = userIpFrom(request, proxies > 0 ? { proxies } : 'socket');
  const { captchaResult } = request.body;
  const outcome = await captcha.check({ captchaResult, userIp });
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  // message 是给开发者看的，不发给客户端 / the message is for developers: it stays here
  response.json({ status: outcome.status, reason: outcome.reason });
});

app.use((request, response) => response.status(404).json({ message: 'not found' }));

// 四个参数，Express 才知道这里处理错误 / four parameters make it the error handler
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  const isUserIp = isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT');
  const status = isUserIp ? 400 : error.status || 500;
  // 配置不对，或者请求里没有用户的 IP（TRUST_PROXY 与实际的代理不符）；细节只进日志
  // a wrong configuration, or no address in the request (a wrong TRUST_PROXY): the details go to the log only
  if (isUserIp || status >= 500) {
    console.error(JSON.stringify({ status: 'error', code: error.code, message: error.message }));
  }
  response.status(status).json({ message: status >= 500 ? 'internal error' : 'bad request' });
});

const server = app.listen(Number(env.PORT || 3000), env.HOST || '127.0.0.1', () => {
  const { address, port } = server.address();
  console.log(`listening on http://${address}:${port}`);
});
process.on('SIGTERM', () => server.close(() => captcha.dispose()));

module.exports = { server };
