const http = require('http');
const { createCaptcha, userIpFrom } = require('tcaptcha-wasm');
const { createHostCheck } = require('./allowed-host');
const { httpError } = require('./http-error');
const { logCheck } = require('./log-check');
const { readJson } = require('./read-json');

// 密钥只从环境变量来，不写进代码 / secrets come from the environment, never from the code.
// TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY 由 createCaptcha 自己读取 / are read by createCaptcha.
const env = process.env;
for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
  if (!env[name]) throw new Error(`没有设置环境变量 ${name} / environment variable ${name} is not set`);
}
const captcha = createCaptcha({
  captchaAppId: env.CAPTCHA_APP_ID,
  appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
  endpoint: env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  onCheck: logCheck,
});
// 前面自己的代理（负载均衡、CDN）有几层，没有就是 0 / how many proxies of your own stand before, 0 for none
const proxies = Number(env.TRUST_PROXY || 0);
if (!Number.isInteger(proxies) || proxies < 0) {
  throw new Error('TRUST_PROXY must be the number of proxies before this server');
}
const listenHost = env.HOST || '127.0.0.1';
const isAllowedHost = createHostCheck(env.ALLOWED_HOSTS, listenHost);

const routes = new Map();

routes.set('/api/aidEncrypted', async () => ({ aidEncrypted: captcha.issueAid() }));

routes.set('/api/check', async (request, body) => {
  const outcome = await captcha.check({
    captchaResult: body && body.captchaResult,
    userIp: userIpOf(request),
  });
  if (outcome.status === 'unavailable') console.error(unavailableLine(outcome));
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  // message 是给开发者看的，不发给客户端 / the message is for developers: it stays here
  return { status: outcome.status, reason: outcome.reason };
});

/** 用户的公网 IP，校验票据时要用 / the user's public address, which the check needs */
function userIpOf(request) {
  try {
    return userIpFrom(request, proxies > 0 ? { proxies } : 'socket');
  } catch (error) {
    // 多半是 TRUST_PROXY 与实际的代理不符 / most likely TRUST_PROXY does not say what stands before this server
    console.error(logLine(request, error));
    throw httpError(400, 'the address of the client cannot be read');
  }
}

const server = http.createServer(async (request, response) => {
  try {
    if (!isAllowedHost(request.headers.host)) {
      throw httpError(403, 'this Host is not one of ALLOWED_HOSTS');
    }
    const route = routes.get(request.url.split('?')[0]);
    if (!route) throw httpError(404, 'not found');
    if (request.method !== 'POST') throw httpError(405, 'POST only');
    send(response, 200, await route(request, await readJson(request)));
  } catch (error) {
    if (error.statusCode) return send(response, error.statusCode, { message: error.message });
    // 配置错误（例如密钥不对）会到这里；细节只进日志 / misconfiguration; details go to the log only
    console.error(logLine(request, error));
    send(response, 500, { message: 'internal error' });
  }
});

/** 一个错误一行 JSON；没有错误码的是代码自己的问题，保留调用栈 / one line; with the stack where there is no code */
function logLine(request, error) {
  const { code, message } = error;
  const path = request.url.split('?')[0].slice(0, 100);
  const text = String(code ? message : error.stack || error).slice(0, 1000);
  const time = new Date().toISOString();
  const { method } = request;
  return JSON.stringify({ time, status: 'error', code, message: text, method, path });
}

/** 为什么校验不了：onCheck 的事件里没有 message 和 cause / why it could not be checked, which no event says */
function unavailableLine({ status, reason, message, cause, requestId }) {
  const time = new Date().toISOString();
  const text = cause && cause.message;
  return JSON.stringify({ time, status, reason, message, cause: text, requestId });
}

function send(response, statusCode, body) {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // aidEncrypted 只能用一次，不许缓存 / a token may be valid once only: nobody may cache it
    'cache-control': 'no-store',
  };
  // 出错时请求体可能还没读完，这条连接不能再用；其余由 Node.js 按客户端的要求决定
  // the rest of a refused body may still be coming; otherwise Node.js does as the client asks
  if (statusCode !== 200) headers.connection = 'close';
  response.writeHead(statusCode, headers);
  response.end(text);
}

server.listen(Number(env.PORT || 3000), listenHost, () => {
  const { address, port } = server.address();
  console.log(`listening on http://${address}:${port}`);
});
process.on('SIGTERM', () => server.close(() => captcha.dispose()));

module.exports = { server };
