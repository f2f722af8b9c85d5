const { captchaOf } = require('tcaptcha-wasm/fastify');
const captchaPlugin = require('./captcha-plugin');

const { perMinute } = captchaPlugin;

const { env } = process;
for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
  if (!env[name]) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
}
const fastify = require('fastify')({
  bodyLimit: 64 * 1024,
  // 自己的代理的地址，例如 10.0.0.0/8；Fastify 5 不认层数 / addresses of your own proxies, no number of them
  trustProxy: env.TRUST_PROXY || false,
});

async function main() {
  await fastify.register(captchaPlugin, {
    captchaAppId: env.CAPTCHA_APP_ID,
    appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
    endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
    // 没有通过的校验，每次记一行 / one line for each check that did not pass
    onCheck(event) {
      if (event.status !== 'passed') console.log(JSON.stringify(event));
    },
  });
  // 校验通过才会走到后面的函数：登录、发短信写在这里 / only a pass gets here: log the user in
  const options = { config: perMinute(20), preHandler: fastify.requireCaptcha };
  fastify.post('/api/login', options, async (request) => {
    return { status: captchaOf(request).status };
  });
  const address = await fastify.listen({ port: Number(env.PORT || 3000), host: env.HOST || '127.0.0.1' });
  console.log(`listening on ${address}`);
}
main();
process.on('SIGTERM', () => fastify.close());
