const fs = require('fs');
const express = require('express');
const { rateLimit } = require('express-rate-limit');
const { aidEncryptedHandler, requireCaptcha } = require('tcaptcha-wasm/express');
const { createCaptchas } = require('./captchas');

// {"plugin": {"captchaAppId": …, "appSecretKey": …}, "jump": {…}, "web": {…, "mode": "gcm"}}
// 权限只给本服务 / readable by this service only
const readKeys = () => JSON.parse(fs.readFileSync(process.env.CAPTCHA_KEYS_FILE, 'utf8'));
const captchas = createCaptchas(readKeys());

// 更换密钥：改好文件，再发 SIGHUP / to rotate: change the file, then send SIGHUP
process.on('SIGHUP', () => {
  try {
    captchas.replaceAll(readKeys());
    console.log('keys replaced');
  } catch (error) {
    console.error(`keys not replaced: ${error.code || error.name}`); // 文件内容不进日志 / nothing of the file
  }
});

const { env } = process;
const app = express();
// 前面自己的代理有几层，填错了用户就能伪造 IP / how many proxies of your own: else users forge their address
const proxies = Number(env.TRUST_PROXY || 0);
app.set('trust proxy', proxies);
// 请求头里的地址不够时答 400：Express 自己会退回到代理的 IP / 400 where the header has too few: Express would fall back to a proxy's
const userIp = proxies > 0 ? { proxies } : 'socket';
app.use(express.json({ limit: '64kb' }));
// 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
const perMinute = (limit) => rateLimit({ windowMs: 60_000, limit, standardHeaders: true, legacyHeaders: false });

// 用哪个验证码由服务端的路由决定，绝不看请求里的 captchaAppId：否则谁都能挑最容易过的那个。
// The server's own route says which captcha is asked for. Never let the request name it (captchaAppId in the
// body): anybody would take the easiest.
for (const [client, action] of [
  ['plugin', (request, response) => response.json({ status: 'passed', session: 'mini-program' })],
  ['jump', (request, response) => response.json({ status: 'passed', session: 'mini-program' })],
  ['web', (request, response) => response.json({ status: 'passed', session: 'web' })],
]) {
  const captcha = captchas.of(client);
  app.post(`/${client}/aidEncrypted`, perMinute(20), aidEncryptedHandler(captcha));
  app.post(`/${client}/login`, perMinute(20), requireCaptcha(captcha, { userIp }), action);
}

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
process.on('SIGTERM', () => server.close(() => captchas.dispose()));
