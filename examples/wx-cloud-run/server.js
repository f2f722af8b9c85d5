const express = require('express');
const { createCaptcha, isCaptchaError, userIpFrom } = require('tcaptcha-wasm');
const { aidEncryptedHandler } = require('tcaptcha-wasm/express');

// 密钥只从环境变量来，不写进代码和镜像 / secrets come from the environment, never from code or image
const { env } = process;
for (const name of [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'CAPTCHA_SECRET_ID',
  'CAPTCHA_SECRET_KEY',
]) {
  if (!env[name]) {
    throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
  }
}
// CAPTCHA_SECRET_ID 和 CAPTCHA_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck: (event) => event.status === 'passed' || console.log(JSON.stringify(event)),
});

const app = express();
app.disable('x-powered-by');
app.use(express.json({ limit: '64kb' }));

app.post('/api/aidEncrypted', aidEncryptedHandler(captcha));

app.post('/api/check', async (request, response) => {
  // 微信把用户的 IP 写进请求头；没有经过微信的请求缺这个请求头，会报错
  // WeChat writes the user's address into a header; it throws for a request that did not come by WeChat
  const userIp = userIpFrom(request, 'wx-cloud-run');
  const { captchaResult } = request.body || {};
  const outcome = await captcha.check({ captchaResult, userIp });
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  response.json({ status: outcome.status, reason: outcome.reason });
});

app.use((request, response) => response.status(404).json({ message: 'not found' }));

// 四个参数，Express 才知道这里处理错误 / four parameters make it the error handler
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  const isUserIp = isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT');
  const status = isUserIp ? 400 : error.status || 500;
  // 配置不对，或者请求没有经过微信；细节只进日志
  // a wrong configuration, or a request that did not come by WeChat: the details go to the log only
  if (isUserIp || status >= 500) {
    console.error(JSON.stringify({ status: 'error', code: error.code, message: error.message }));
  }
  response.status(status).json({ message: status >= 500 ? 'internal error' : 'bad request' });
});

const port = Number(env.PORT || 80);
const server = app.listen(port, () => console.log(`listening on port ${port}`));
// 缩容时平台发 SIGTERM，等正在处理的请求结束 / scaling in: requests in flight go on to their end
process.on('SIGTERM', () => server.close(() => captcha.dispose()));
