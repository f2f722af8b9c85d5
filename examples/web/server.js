const path = require('path');
const express = require('express');
const { rateLimit } = require('express-rate-limit');
const { createCaptcha } = require('tcaptcha-wasm');
const { aidEncryptedHandler, requireCaptcha } = require('tcaptcha-wasm/express');

const { env } = process;
for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
  if (!env[name])
    throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
}
// TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  // 网页端才支持 GCM，要与 public/captcha.js 的 aidEncryptedType 一致 / on the web only; captcha.js must say the same
  mode: 'gcm',
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck(event) {
    if (event.status !== 'passed') console.log(JSON.stringify(event));
  },
});

const app = express();
// 前面自己的代理有几层，填错了用户就能伪造 IP / how many proxies of your own: else users forge their address
const proxies = Number(env.TRUST_PROXY || 0);
app.set('trust proxy', proxies);
// 请求头里的地址不够时答 400：Express 自己会退回到代理的 IP / 400 where the header has too few: Express would fall back to a proxy's
const userIp = proxies > 0 ? { proxies } : 'socket';
app.use(express.static(path.join(__dirname, 'public')));
app.use(express.json({ limit: '64kb' }));

// 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
const perMinute = (limit) =>
  rateLimit({ windowMs: 60_000, limit, standardHeaders: true, legacyHeaders: false });
app.post('/api/aidEncrypted', perMinute(20), aidEncryptedHandler(captcha));

// 校验通过才会走到后面的函数：登录、发短信写在这里 / only a pass gets here: log the user in
app.post('/api/login', perMinute(20), requireCaptcha(captcha, { userIp }), (request, response) => {
  response.json({ status: 'passed' });
});

// 配置错误（例如密钥不对）会到这里；细节只进日志 / misconfiguration; details go to the log only
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { status = 500 } = error;
  if (status >= 500) console.error(error);
  response.status(status).json({ message: status >= 500 ? 'internal error' : 'bad request' });
});

const server = app.listen(Number(env.PORT || 3000), env.HOST || '127.0.0.1', () => {
  const { address, port } = server.address();
  console.log(`listening on http://${address}:${port}`);
});
process.on('SIGTERM', () => server.close(() => captcha.dispose()));
