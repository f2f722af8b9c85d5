const { createCaptcha, isCaptchaError, userIpFrom } = require('tcaptcha-wasm');

// 密钥只从环境变量来，不写进代码 / secrets come from the environment, never from the code
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
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  // 云函数不能设置 TENCENTCLOUD_ 开头的环境变量，所以换个名字
  // a cloud function cannot be given variables whose names start with TENCENTCLOUD_, hence these
  credentials: { secretId: env.CAPTCHA_SECRET_ID, secretKey: env.CAPTCHA_SECRET_KEY },
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck: (event) => event.status === 'passed' || console.log(JSON.stringify(event)),
});
// 前面可信的代理有几层，默认只有平台的网关 / how many trusted proxies there are: the platform's gateway
const proxies = Number(env.TRUST_PROXY || 1);
if (!Number.isInteger(proxies) || proxies < 1) {
  throw new Error('TRUST_PROXY must be the number of proxies before this function, at least 1');
}

const routes = {
  aidEncrypted: async () => ({ aidEncrypted: captcha.issueAid() }),

  async check(body, httpContext) {
    const userIp = userIpFrom(httpContext, { proxies });
    const outcome = await captcha.check({ captchaResult: body && body.captchaResult, userIp });
    // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
    return { status: outcome.status, reason: outcome.reason };
  },
};

// body 是解析好的请求体，其余在 httpContext 里 / the parsed body; the rest is in httpContext
exports.main = async (body, { httpContext }) => {
  const { url, httpMethod, headers } = httpContext;
  // HTTP 访问服务可以在前面加一段路径，所以只看末尾 / there may be a prefix before it
  const [, route] = /\/api\/(aidEncrypted|check)$/.exec(url.split('?')[0]) || [];
  if (!route) return respond(404, { message: 'not found' });
  if (httpMethod !== 'POST') return respond(405, { message: 'POST only' });
  // 框架还会解析文本和表单，别的网站的页面不用许可就能发送它们
  // the framework reads text and forms as well, which pages of other sites can send without permission
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] || '')) {
    return respond(415, { message: 'application/json only' });
  }
  try {
    return respond(200, await routes[route](body, httpContext));
  } catch (error) {
    // 细节只进日志 / the details go to the log only
    console.error(JSON.stringify({ status: 'error', code: error.code, message: error.message }));
    // 请求里没有用户的 IP，或者密钥等配置不对 / no address in the request, or a wrong configuration
    const isBadRequest = isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT');
    return respond(isBadRequest ? 400 : 500, {
      message: isBadRequest ? 'bad request' : 'internal error',
    });
  }
};

function respond(statusCode, body) {
  // aidEncrypted 可能只能用一次，不许缓存 / a token may be valid once only: nobody may cache it
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body };
}
