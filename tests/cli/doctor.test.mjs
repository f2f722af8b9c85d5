// What doctor says of each incident, against a vendor that shares no code with it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.mjs';
import { atTerminal, piped, plain, startSimulator } from './command.mjs';
import { tc3 } from './lib/vendor.mjs';

const APP_SECRET_KEY = 'appSecretKeyOfTheDoctor00';
const account = {
  secretId: 'AKIDofTheDoctor',
  secretKey: 'secretKeyOfTheDoctor',
  captchaAppId: '190000001',
  appSecretKey: APP_SECRET_KEY,
};
const WRONG = 'plantedAndWrong0000000000';
const right = {
  CAPTCHA_APP_ID: account.captchaAppId,
  CAPTCHA_APP_SECRET_KEY: account.appSecretKey,
  TENCENTCLOUD_SECRET_ID: account.secretId,
  TENCENTCLOUD_SECRET_KEY: account.secretKey,
};
const SECRETS = [account.secretId, account.secretKey, APP_SECRET_KEY, WRONG, 'tr0madeUp'];

const vendorScript = fileURLToPath(new URL('./lib/vendor.mjs', import.meta.url));

/** The vendor in a process of its own; it repeats a secret wherever an answer has room for one. */
async function startVendor(t, options) {
  const config = JSON.stringify({ ...account, plant: APP_SECRET_KEY, ...options });
  const child = spawn(process.execPath, [vendorScript, config], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill());
  const [url] = await once(child.stdout, 'data');
  return String(url).trim();
}

function statesOf(out) {
  const { checks } = JSON.parse(out);
  return Object.fromEntries(checks.map(({ name, state }) => [name, state]));
}

const NAMES = ['version', 'node', 'app_id', 'app_secret_key', 'aid_encrypted', 'credentials', 'proxy', 'endpoint', 'clock', 'api_key', 'permission', 'package', 'app'];

test('the vendor of these tests signs as in the vendor’s own example', () => {
  const file = new URL('../vectors/published.json', import.meta.url);
  const [one] = JSON.parse(readFileSync(file, 'utf8')).tc3;
  const { secretKey, timestampSeconds, service, body } = one;
  const headers = { 'content-type': one.contentType, host: one.host, 'x-tc-action': one.action };
  assert.equal(tc3({ secretKey, timestampSeconds, service, headers, body }), one.signature);
});

/** What is wrong, whom it is asked of, the states that differ, and the line in both languages. */
const INCIDENTS = [
  {
    name: 'nothing that one question could show',
    states: { package: 'unproven', app: 'unproven' },
    english: /^AppId and AppSecretKey +\? AppId or AppSecretKey may be wrong, or only the made-up ticket is \(CaptchaCode 15\)/m,
    chinese: /^AppId 和 AppSecretKey +\? AppId 或 AppSecretKey 可能有误，也可能只是因为票据是虚构的/m,
  },
  {
    name: 'wrong AppSecretKey: unproven, with what to compare',
    env: { CAPTCHA_APP_SECRET_KEY: WRONG },
    states: { package: 'unproven', app: 'unproven' },
    english: /^AppId and AppSecretKey +\? .*\(DescribeCaptchaMiniResult: CaptchaCode 15; DescribeCaptchaResult: CaptchaCode 100\)\. Compare CAPTCHA_APP_ID and CAPTCHA_APP_SECRET_KEY/m,
    chinese: /^AppId 和 AppSecretKey +\? .*请检查 CAPTCHA_APP_ID 和 CAPTCHA_APP_SECRET_KEY/m,
  },
  {
    name: 'wrong SecretId',
    env: { TENCENTCLOUD_SECRET_ID: WRONG },
    states: { api_key: 'failed', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^API key +✗ unknown SecretId \(AuthFailure\.SecretIdNotFound\)/m,
    chinese: /^API 密钥 +✗ 腾讯云没有这个 SecretId（AuthFailure\.SecretIdNotFound）/m,
  },
  {
    name: 'wrong SecretKey',
    env: { TENCENTCLOUD_SECRET_KEY: WRONG },
    states: { api_key: 'failed', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^API key +✗ the SecretKey does not belong to this SecretId \(/m,
    chinese: /^API 密钥 +✗ SecretKey 与 SecretId 不匹配（/m,
  },
  {
    name: 'an old token of temporary credentials',
    env: { TENCENTCLOUD_SESSION_TOKEN: WRONG },
    states: { api_key: 'failed', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^API key +✗ the token of the temporary credentials is wrong or has expired/m,
    chinese: /^API 密钥 +✗ 临时凭证的 token 有误或已过期/m,
  },
  ...['AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation.ErrAuth'].map((permissionError) => ({
    name: `no permission: ${permissionError}`,
    vendor: { permissions: [], permissionError },
    states: { permission: 'failed', package: 'skipped', app: 'skipped' },
    english: /^permission +✗ the API key is right but lacks the permission .*"captcha:DescribeCaptchaMiniResult","captcha:DescribeCaptchaResult"/m,
    chinese: /^权限 +✗ API 密钥正确，但没有调用权限.*"captcha:DescribeCaptchaMiniResult"/m,
  })),
  {
    name: 'permission for one interface only',
    vendor: { permissions: ['DescribeCaptchaResult'] },
    states: { permission: 'failed', package: 'unproven', app: 'unproven' },
    english: /^permission +✗ .*\(DescribeCaptchaMiniResult: AuthFailure\.UnauthorizedOperation\)/m,
    chinese: /^权限 +✗ .*（DescribeCaptchaMiniResult: AuthFailure\.UnauthorizedOperation）/m,
  },
  {
    name: 'no package',
    vendor: { hasPackage: false },
    states: { package: 'failed', app: 'skipped' },
    english: /^package +✗ used up, not bought, or the account is in arrears \(.*CaptchaCode 31/m,
    chinese: /^套餐包 +✗ 已用完、没有购买，或者账户欠费（.*CaptchaCode 31/m,
  },
  {
    name: 'no package, by the error that also stands for no permission',
    vendor: { apiError: 'UnauthorizedOperation.Unauthorized' },
    states: { permission: 'unproven', package: 'failed', app: 'skipped' },
    english: /^package +✗ .*if the package is in order, the permission is missing/m,
    chinese: /^套餐包 +✗ .*如果套餐包正常，则是缺少权限/m,
  },
  ...[
    ['slow', 600, /^clock +✗ -(59|60)\d s off/m, /^时钟 +✗ 相差 -(59|60)\d 秒/m],
    ['fast', -600, /^clock +✗ (59|60)\d s off/m, /^时钟 +✗ 相差 (59|60)\d 秒/m],
  ].map(([which, skewSeconds, english, chinese]) => ({
    name: `clock 10 minutes ${which}`,
    vendor: { skewSeconds },
    states: { clock: 'failed', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english,
    chinese,
  })),
  {
    name: 'clock 10 minutes off, by the refusal alone',
    vendor: { skewSeconds: 600, noDate: true },
    states: { clock: 'failed', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^clock +✗ more than 300 s off: the service refused the time of the signature \(/m,
    chinese: /^时钟 +✗ 相差超过 300 秒：腾讯云拒绝了签名的时间（/m,
  },
  {
    name: 'no date, and an accepted signature',
    vendor: { noDate: true },
    states: { package: 'unproven', app: 'unproven' },
    english: /^clock +✓ within 300 s: the service accepted the time/m,
    chinese: /^时钟 +✓ 相差不到 300 秒/m,
  },
  {
    name: 'clock 90 s off',
    vendor: { skewSeconds: -90 },
    states: { package: 'unproven', app: 'unproven' },
    english: /^clock +✓ (8|9)\d s off; beyond 300 s every request is refused/m,
    chinese: /^时钟 +✓ 相差 (8|9)\d 秒；超过 300 秒/m,
  },
  {
    name: 'no network: nobody listens',
    nobody: true,
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ 127\.0\.0\.1:\d+ cannot be reached: nothing listens on that port, or a firewall refuses \(ECONNREFUSED\)/m,
    chinese: /^校验接口 +✗ 无法连接 127\.0\.0\.1:\d+：.*\(ECONNREFUSED\)/m,
  },
  {
    name: 'connected, and no answer',
    vendor: { isSilent: true },
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ connected to 127\.0\.0\.1:\d+, but no answer came within 5 s: the service is down or slow/m,
    chinese: /^校验接口 +✗ 已连接 127\.0\.0\.1:\d+，但 5 秒内没有响应：腾讯云故障或太慢/m,
  },
  {
    name: 'an answer that is slow',
    vendor: { delayMs: 1200 },
    states: { package: 'unproven', app: 'unproven' },
    english: /^endpoint +✓ 127\.0\.0\.1:\d+ answered in 1\d{3} ms, which is slow: a check has 2500 ms/m,
    chinese: /^校验接口 +✓ 127\.0\.0\.1:\d+ 已响应，但耗时 1\d{3} 毫秒，太慢/m,
  },
  {
    name: 'no network: no DNS',
    env: { CAPTCHA_ENDPOINT: 'captcha.invalid' },
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ captcha\.invalid cannot be reached: its name cannot be resolved/m,
    chinese: /^校验接口 +✗ 无法连接 captcha\.invalid：域名无法解析/m,
  },
  {
    name: 'a proxy that refuses',
    proxy: true,
    states: { proxy: 'failed', endpoint: 'skipped', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^proxy +✗ the proxy http:\/\/127\.0\.0\.1:\d+ did not forward the request: HTTP 407/m,
    chinese: /^代理 +✗ 代理 http:\/\/127\.0\.0\.1:\d+ 没有转发请求：HTTP 407/m,
  },
  {
    name: 'a proxy whose address is none',
    env: { CAPTCHA_ENDPOINT: 'captcha.tencentcloudapi.com', https_proxy: `socks5://u:${WRONG}@127.0.0.1` },
    states: { proxy: 'failed', endpoint: 'skipped', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^proxy +✗ https_proxy must be the address of a proxy/m,
    chinese: /^代理 +✗ https_proxy 必须是/m,
  },
  {
    name: 'a server that answers HTML',
    vendor: { raw: { status: 200, headers: { 'Content-Type': 'text/html' }, body: `<p>${APP_SECRET_KEY}` } },
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ .* answered with a web page \(HTTP 200\), which is not the service/m,
    chinese: /^校验接口 +✗ .*返回的是网页（HTTP 200），不是校验接口的响应/m,
  },
  {
    name: 'a redirect',
    vendor: { raw: { status: 302, headers: { Location: 'https://login.example/' }, body: '' } },
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ .* answered with a redirect \(HTTP 302\)/m,
    chinese: /^校验接口 +✗ .*返回了重定向（HTTP 302）/m,
  },
  {
    name: 'JSON of another service',
    vendor: { raw: { status: 200, headers: {}, body: '{"ok":true}' } },
    states: { endpoint: 'failed', clock: 'skipped', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: /^endpoint +✗ .* but not in the form of the service/m,
    chinese: /^校验接口 +✗ .*不是校验接口的格式/m,
  },
  ...[
    [{ apiError: 'InternalError' }, 'InternalError'],
    [{ raw: { status: 503, headers: { 'Content-Type': 'text/html' }, body: '<html>' } }, 'HTTP 503'],
  ].map(([vendor, said]) => ({
    name: `the vendor is down: ${said}`,
    vendor,
    states: { endpoint: 'failed', api_key: 'skipped', permission: 'skipped', package: 'skipped', app: 'skipped' },
    english: new RegExp(`^endpoint +✗ .*reached but fails \\(.*${said}.*an outage of Tencent Cloud, not your set-up`, 'm'),
    chinese: new RegExp(`^校验接口 +✗ .*腾讯云服务异常（.*${said}.*不是配置问题`, 'm'),
  })),
];

for (const { name, env, vendor, nobody, proxy, states, english, chinese } of INCIDENTS) {
  test(`doctor: ${name}`, async (t) => {
    const url = nobody ? `http://127.0.0.1:${await freePort()}` : await startVendor(t, vendor);
    const environment = proxy
      ? { ...right, https_proxy: url.replace('//', `//user:${WRONG}@`) }
      : { ...right, CAPTCHA_ENDPOINT: url, ...env };
    const options = { env: environment };
    const all = [];

    const { code, out, err } = piped(['doctor', '--json'], options);
    all.push(out + err);
    const wanted = Object.fromEntries(NAMES.map((part) => [part, states[part] ?? 'ok']));
    assert.deepEqual(statesOf(out), wanted);
    const hasFailed = Object.values(states).includes('failed');
    assert.equal(code, hasFailed ? 1 : 0);
    assert.equal(JSON.parse(out).ok, !hasFailed);

    for (const [lang, line, last] of [
      ['en', english, hasFailed ? /\nfailed: [^\n]+\n$/ : /\nno problem found, but a made-up ticket does not prove: package, AppId and AppSecretKey[^\n]+\n$/],
      ['zh-CN', chinese, hasFailed ? /\n有问题：[^\n]+\n$/ : /\n没有发现问题，但用虚构的票据无法确认：套餐包、AppId 和 AppSecretKey[^\n]+\n$/],
    ]) {
      const inPipe = piped(['doctor', '--lang', lang], options);
      assert.equal(inPipe.code, code);
      assert.match(inPipe.out, line);
      assert.match(inPipe.out, last);
      assert.doesNotMatch(inPipe.out, /everything is in order|全部正常/);
      const shown = atTerminal(['doctor', '--lang', lang], { ...options, columns: 1000 });
      assert.equal(shown.code, code);
      assert.match(plain(shown.output), line);
      all.push(inPipe.out + inPipe.err, shown.output);
    }
    for (const text of all) for (const secret of SECRETS) assert.ok(!text.includes(secret), text);
  });
}

test('doctor: nothing is set: what is missing is named, and the rest is not looked at', async (t) => {
  const url = await startVendor(t);
  const { code, out } = piped(['doctor', '--json'], { env: { CAPTCHA_ENDPOINT: url } });
  assert.equal(code, 1);
  const { app_id, app_secret_key, credentials, ...rest } = statesOf(out);
  assert.deepEqual([app_id, app_secret_key, credentials], ['failed', 'failed', 'failed']);
  // The way to the service is looked at all the same.
  assert.deepEqual([rest.endpoint, rest.clock], ['ok', 'ok']);
  for (const part of ['aid_encrypted', 'api_key', 'permission', 'package', 'app']) assert.equal(rest[part], 'skipped');
  const onlyKey = { ...right, CAPTCHA_ENDPOINT: url, CAPTCHA_APP_SECRET_KEY: '' };
  const partly = statesOf(piped(['doctor', '--json'], { env: onlyKey }).out);
  assert.deepEqual([partly.api_key, partly.permission, partly.package, partly.app], ['ok', 'ok', 'skipped', 'skipped']);
});

test('doctor --offline sends nothing, and says what was not looked at', () => {
  // Whoever is asked here does not answer.
  const env = { ...right, CAPTCHA_ENDPOINT: 'http://127.0.0.1:1' };
  const { code, out, err } = piped(['doctor', '--offline'], { env });
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.match(out, /^endpoint +- not checked: --offline$/m);
  assert.match(out, /\nno problem found in what was checked; not checked: proxy, endpoint, clock, API key, permission, package, AppId and AppSecretKey\n$/);
  assert.match(piped(['doctor', '--offline', '--lang', 'zh-CN'], { env }).out, /没有检查：代理、校验接口、时钟、API 密钥、权限、套餐包、AppId 和 AppSecretKey\n$/);
});

test('doctor says before it sends that a question may be counted, apart from --json', async (t) => {
  const url = await startVendor(t);
  const { out, err } = piped(['doctor', '--json'], { env: { ...right, CAPTCHA_ENDPOINT: url } });
  assert.match(err, /^sending a made-up ticket to each interface once; Tencent Cloud may count/);
  assert.equal(out.trim().split('\n').length, 1);
  const shown = atTerminal(['doctor', '--lang', 'zh-CN'], { env: { ...right, CAPTCHA_ENDPOINT: url }, columns: 400 });
  assert.match(plain(shown.output), /^将用虚构的票据[^\n]*\ntcaptcha-wasm/);
});

test('doctor --flow asks one interface: what the other may not do is no failure', async (t) => {
  const url = await startVendor(t, { permissions: ['DescribeCaptchaResult'] });
  const states = (flow) => statesOf(piped(['doctor', '--json', '--flow', flow], { env: { ...right, CAPTCHA_ENDPOINT: url } }).out);
  assert.equal(states('mini-program').permission, 'ok');
  assert.equal(states('plugin').permission, 'failed');
});

test('doctor --json: also a command line that is wrong is one object', () => {
  const { code, out, err } = piped(['doctor', '--json', '--flow', 'phone']);
  assert.equal(code, 2);
  assert.deepEqual(JSON.parse(out), { error: { code: 'bad_value', message: 'invalid value for --flow: must be plugin | mini-program' } });
  assert.equal(err, '');
});

/** What is seen without the network. */
const offline = (env) => JSON.parse(piped(['doctor', '--offline', '--json'], { env: { ...right, ...env } }).out).checks;
const part = (env, name) => offline(env).find((one) => one.name === name);

test('doctor: where credentials were found: each spelling, and several at once', () => {
  const platform = { TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: 'b', TENCENTCLOUD_SESSIONTOKEN: 'c' };
  const none = { TENCENTCLOUD_SECRET_ID: '', TENCENTCLOUD_SECRET_KEY: '' };
  assert.deepEqual(part({}, 'credentials'), { name: 'credentials', state: 'ok', message: 'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY' });
  const own = { CAPTCHA_SECRET_ID: 'd', CAPTCHA_SECRET_KEY: 'e' };
  assert.match(part(own, 'credentials').message, /^CAPTCHA_SECRET_ID, CAPTCHA_SECRET_KEY; another/);
  assert.equal(part({ ...none, ...own }, 'credentials').message, 'CAPTCHA_SECRET_ID, CAPTCHA_SECRET_KEY');
  assert.match(part({ ...none, ...platform }, 'credentials').message, /TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN/);
  assert.match(part(platform, 'credentials').message, /^TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY; another spelling is set as well/);
});

test('doctor: values that cannot be right, without repeating them', () => {
  for (const [env, name, state] of [
    [{ CAPTCHA_APP_SECRET_KEY: `"${WRONG}"` }, 'app_secret_key', 'failed'],
    [{ CAPTCHA_APP_SECRET_KEY: `${WRONG} ` }, 'app_secret_key', 'failed'],
    [{ CAPTCHA_APP_SECRET_KEY: 'short' }, 'app_secret_key', 'unproven'],
    [{ CAPTCHA_APP_SECRET_KEY: WRONG + WRONG }, 'aid_encrypted', 'failed'],
    [{ CAPTCHA_APP_ID: WRONG }, 'app_id', 'failed'],
    [{ TENCENTCLOUD_SECRET_KEY: `'${WRONG}'` }, 'credentials', 'failed'],
    [{ TENCENTCLOUD_SECRET_KEY: `${WRONG} ${WRONG}` }, 'credentials', 'failed'],
    [{ TENCENTCLOUD_SECRET_KEY: '' }, 'credentials', 'failed'],
  ]) {
    const found = part(env, name);
    assert.equal(found.state, state, JSON.stringify(found));
    assert.ok(!JSON.stringify(offline(env)).includes(WRONG), JSON.stringify(found));
  }
});

test('doctor: the simulator is a vendor like any other', async () => {
  const simulator = await startSimulator();
  try {
    const { code, out } = piped(['doctor', '--json'], { env: simulator.environment });
    assert.equal(code, 0, out);
    assert.deepEqual(Object.entries(statesOf(out)).filter(([, state]) => state !== 'ok'), [['package', 'unproven'], ['app', 'unproven']]);
  } finally {
    await simulator.stop();
  }
});

test('doctor: whoever lets a made-up ticket pass is not the vendor; 16 names the AppId', async () => {
  for (const [fault, name, state] of [['code:1', 'endpoint', 'failed'], ['code:16', 'app', 'failed'], ['code:26', 'endpoint', 'failed'], ['code:8', 'app', 'unproven'], ['error:RequestLimitExceeded', 'api_key', 'unproven'], ['error:InvalidParameter', 'app', 'failed'], ['error:NoSuchVersion', 'endpoint', 'failed'], ['error:IpNotInWhitelist', 'permission', 'failed'], ['status:429', 'api_key', 'unproven'], ['reset', 'endpoint', 'failed']]) {
    const simulator = await startSimulator(['--fault', fault]);
    try {
      assert.equal(statesOf(piped(['doctor', '--json'], { env: simulator.environment }).out)[name], state, fault);
    } finally {
      await simulator.stop();
    }
  }
});
