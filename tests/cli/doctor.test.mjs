import assert from 'node:assert/strict';
import http from 'node:http';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { freePort } from '../support/free-port.mjs';
import { keys, piped, startSimulator } from './command.mjs';

const credentials = { TENCENTCLOUD_SECRET_ID: 'AKIDsecretid', TENCENTCLOUD_SECRET_KEY: 'verysecretkey' };

function levels({ out }) {
  const { findings } = JSON.parse(out);
  return Object.fromEntries(findings.map(({ name, level }) => [name, level]));
}

test('all good against the simulator, and no secret in the output', async () => {
  const simulator = await startSimulator();
  try {
    const env = { ...simulator.environment, TENCENTCLOUD_SECRET_KEY: 'verysecretkey' };
    const { code, out } = piped(['doctor'], { env });
    assert.equal(code, 0, out);
    for (const name of ['Node.js', 'tcaptcha-wasm', 'aidEncrypted', 'credentials', 'proxy', 'service', 'clock']) {
      assert.match(out, new RegExp(`^${name} +✓ `, 'm'));
    }
    assert.doesNotMatch(out, /verysecretkey|1234567891011121314151516/);
    assert.match(piped(['doctor', '--lang', 'zh-CN'], { env }).out, /^时钟 +✓ 相差 -?\d 秒$/m);
  } finally {
    await simulator.stop();
  }
});

test('what is missing is named, with exit code 1', () => {
  const nothing = piped(['doctor', '--offline', '--json']);
  assert.equal(nothing.code, 1);
  assert.deepEqual(levels(nothing), {
    'tcaptcha-wasm': 'good',
    'Node.js': 'good',
    CAPTCHA_APP_ID: 'bad',
    CAPTCHA_APP_SECRET_KEY: 'bad',
    credentials: 'bad',
  });
});

test('where credentials were found: either spelling, and both at once', () => {
  const text = (env) =>
    JSON.parse(piped(['doctor', '--offline', '--json'], { env: { ...keys, ...env } }).out).findings.find(
      ({ name }) => name === 'credentials',
    );
  const platform = { TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: 'b', TENCENTCLOUD_SESSIONTOKEN: 'c' };
  assert.deepEqual(text(credentials), { name: 'credentials', level: 'good', text: 'TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY' });
  assert.match(text(platform).text, /TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY, TENCENTCLOUD_SESSIONTOKEN/);
  assert.equal(text({ ...credentials, ...platform }).level, 'warn');
});

test('values with quotes or spaces around them, and keys of an unusual length', () => {
  const key = (value) => levels(piped(['doctor', '--offline', '--json'], { env: { ...keys, ...credentials, CAPTCHA_APP_SECRET_KEY: value } })).CAPTCHA_APP_SECRET_KEY;
  assert.equal(key('"1234567891011121314151516"'), 'bad');
  assert.equal(key('1234567891011121314151516 '), 'bad');
  assert.equal(key('short'), 'warn');
  const quoted = { ...keys, ...credentials, TENCENTCLOUD_SECRET_KEY: "'x'" };
  assert.equal(levels(piped(['doctor', '--offline', '--json'], { env: quoted })).credentials, 'bad');
});

/** A server whose clock is wrong by so many seconds, and the doctor's verdict. */
async function clockOf(skewSeconds) {
  const server = http.createServer((_, response) => {
    response.sendDate = false;
    if (skewSeconds !== null) {
      response.setHeader('Date', new Date(Date.now() + skewSeconds * 1000).toUTCString());
    }
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = { ...keys, ...credentials, CAPTCHA_ENDPOINT: `http://127.0.0.1:${server.address().port}` };
  const answer = await run(['doctor', '--json'], env);
  server.close();
  return JSON.parse(answer).findings.find(({ name }) => name === 'clock');
}

/** Not synchronously: the server is in this process. */
function run(args, env) {
  const node = process.env.TCAPTCHA_NODE ?? process.execPath;
  const child = spawn(node, [process.env.TCAPTCHA_CLI, ...args], { env: { LANG: 'C', ...env } });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => child.on('close', () => resolve(out)));
}

test('the clock is compared with the service', async () => {
  assert.equal((await clockOf(0)).level, 'good');
  assert.equal((await clockOf(-90)).level, 'warn');
  const slow = await clockOf(400);
  assert.equal(slow.level, 'bad');
  assert.match(slow.text, /^-(399|400|401) s off; beyond 300 s/);
  assert.equal((await clockOf(null)).level, 'warn');
});

test('a service or a proxy that cannot be reached is named, without the proxy\'s password', async () => {
  const port = await freePort();
  const env = { ...keys, ...credentials, CAPTCHA_ENDPOINT: `http://127.0.0.1:${port}` };
  const direct = piped(['doctor', '--json'], { env });
  assert.equal(direct.code, 1);
  assert.equal(levels(direct).service, 'bad');
  assert.match(direct.out, /ECONNREFUSED/);
  const proxied = piped(['doctor'], {
    env: { ...keys, ...credentials, https_proxy: `http://user:hunter2@127.0.0.1:${port}` },
  });
  assert.match(proxied.out, new RegExp(`proxy +✓ http://127\\.0\\.0\\.1:${port}$`, 'm'));
  assert.match(proxied.out, /service +✗ captcha\.tencentcloudapi\.com/m);
  assert.doesNotMatch(proxied.out, /hunter2/);
  assert.equal(levels(piped(['doctor', '--json', '--endpoint', 'http://'], { env })).service, 'bad');
});
