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

const app = express();
app.use(express.json({ limit: '64kb' }));
const perMinute = rateLimit({ windowMs: 60_000, limit: 20, standardHeaders: true, legacyHeaders: false });

// 用哪个验证码由服务端的路由决定，绝不看请求里的 captchaAppId：否则谁都能挑最容易过的那个。
// The server's own route says which captcha is asked for. Never let the request name it (captchaAppId in the
// body): anybody would take the easiest.
for (const [client, action] of [
  ['plugin', (request, response) => response.json({ status: 'passed', session: 'mini-program' })],
  ['jump', (request, response) => response.json({ status: 'passed', session: 'mini-program' })],
  ['web', (request, response) => response.json({ status: 'passed', session: 'web' })],
]) {
  const captcha = captchas.of(client);
  app.post(`/${client}/aidEncrypted`, perMinute, aidEncryptedHandler(captcha));
  app.post(`/${client}/login`, requireCaptcha(captcha), action);
}

const server = app.listen(Number(process.env.PORT || 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.on('SIGTERM', () => server.close(() => captchas.dispose()));
