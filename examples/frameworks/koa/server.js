const Koa = require('koa');
const { bodyParser } = require('@koa/bodyparser');
const { Router } = require('@koa/router');
const rateLimit = require('koa-ratelimit');
const { createCaptcha } = require('tcaptcha-wasm');
const { aidEncryptedHandler, captchaOf, requireCaptcha } = require('tcaptcha-wasm/koa');

const { env } = process;
for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
  if (!env[name]) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
}
// TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck(event) {
    if (event.status !== 'passed') console.log(JSON.stringify(event));
  },
});

// 只开 proxy，Koa 就信 X-Forwarded-For 的第一段，那是谁都能写的：还要说明有几层代理。
// With proxy alone Koa believes the first entry, which anybody can write: say how many proxies there are.
const proxies = Number(env.TRUST_PROXY || 0);
const app = new Koa({ proxy: proxies > 0, maxIpsCount: proxies });
// 请求头里的地址不够时答 400：Koa 自己会退回到代理的 IP / 400 where the header has too few: Koa would fall back to a proxy's
const userIp = proxies > 0 ? { proxies } : 'socket';

// 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
const perMinute = (max) =>
  rateLimit({ driver: 'memory', db: new Map(), duration: 60_000, max, id: (ctx) => ctx.ip });

const router = new Router();
router.post('/api/aidEncrypted', perMinute(20), aidEncryptedHandler(captcha));
// 校验通过才会走到后面的函数：登录、发短信写在这里 / only a pass gets here: log the user in
router.post('/api/login', perMinute(20), requireCaptcha(captcha, { userIp }), (ctx) => {
  ctx.body = { status: captchaOf(ctx).status };
});

// 默认还接受表单 / by default it takes forms as well
app.use(bodyParser({ enableTypes: ['json'], jsonLimit: '64kb' }));
app.use(router.routes());

const server = app.listen(Number(env.PORT || 3000), env.HOST || '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
process.on('SIGTERM', () => server.close(() => captcha.dispose()));
