import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { rateLimiter } from 'hono-rate-limiter';
import { createCaptcha } from 'tcaptcha-wasm';
import { aidEncryptedHandler, captchaOf, requireCaptcha } from 'tcaptcha-wasm/hono';

export type Environment = Record<string, string | undefined>;

/** 同一个应用；用户的 IP 从哪里来，由运行环境决定 / one app; where it runs says where the address is */
export function createApp(env: Environment, userIp: (c: Context) => string | undefined) {
  for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
    if (!env[name]) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
  }
  const captcha = createCaptcha({
    captchaAppId: env.CAPTCHA_APP_ID ?? '',
    appSecretKey: env.CAPTCHA_APP_SECRET_KEY ?? '',
    credentials: {
      secretId: env.TENCENTCLOUD_SECRET_ID ?? '',
      secretKey: env.TENCENTCLOUD_SECRET_KEY ?? '',
    },
    endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
    // 没有通过的校验，每次记一行 / one line for each check that did not pass
    onCheck(event) {
      if (event.status !== 'passed') console.log(JSON.stringify(event));
    },
  });
  const app = new Hono();
  // Hono 默认不限制请求体 / Hono does not limit bodies by itself
  app.use(bodyLimit({ maxSize: 64 * 1024 }));

  // 谁都能请求，所以限制每个客户端的次数，每条路由各算各的 / open to anybody, so limited for each client and route
  const perMinute = (limit: number) =>
    rateLimiter({ windowMs: 60_000, limit, keyGenerator: (c) => userIp(c) ?? '' });
  app.post('/api/aidEncrypted', perMinute(20), aidEncryptedHandler(captcha));

  // 校验通过才会走到后面的函数：登录、发短信写在这里 / only a pass gets here: log the user in
  app.post('/api/login', perMinute(20), requireCaptcha(captcha, { userIp }), (c) =>
    c.json({ status: captchaOf(c).status }),
  );
  return { app, captcha };
}
