import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { initProject, startSimulator } from '../lib/backend.mjs';
import { target } from '../lib/folders.mjs';
import { startRecorder } from '../lib/vendor-recorder.mjs';
import { hangUp, jsonHead, rawRequest, startServer } from './server.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
const folder = join(target, 'http-server');
let simulator;
let server;

before(async () => {
  initProject('http-server', folder, packageFolder);
  simulator = await startSimulator(packageFolder);
  server = await startServer(folder, simulator.environment);
});

after(async () => {
  assert.equal(await server.stop(), 0, 'SIGTERM ends the server');
  await simulator.close();
});

test('a variable that is not set is named', () => {
  for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
    const env = { PATH: process.env.PATH, ...simulator.environment, PORT: '0', [name]: '' };
    const done = spawnSync(process.execPath, ['server.js'], { cwd: folder, env, encoding: 'utf8' });
    assert.notEqual(done.status, 0, name);
    assert.match(done.stderr, new RegExp(`没有设置环境变量 ${name} /`));
  }
});

async function issue() {
  const { statusCode, headers, body } = await server.post('/api/aidEncrypted', {});
  assert.equal(statusCode, 200);
  assert.equal(headers['cache-control'], 'no-store');
  return body.aidEncrypted;
}

test('a token, a captcha, a check: passed; the same ticket again: replayed', async () => {
  const captchaResult = simulator.solvePlugin(await issue());
  assert.equal(captchaResult.ret, 0);
  const first = await server.post('/api/check', { captchaResult });
  assert.deepEqual([first.statusCode, first.body.status], [200, 'passed']);
  const second = await server.post('/api/check', { captchaResult });
  assert.deepEqual(
    [second.statusCode, second.body.status, second.body.reason],
    [200, 'rejected', 'replayed'],
  );
});

test('the answer names neither ticket nor request', async () => {
  const captchaResult = simulator.solvePlugin(await issue());
  const { body } = await server.post('/api/check', { captchaResult });
  assert.deepEqual(Object.keys(body), ['status']);
});

for (const [name, captchaResult] of [
  ['nothing', undefined],
  ['null', null],
  ['text that is no JSON', 'x'],
  ['ret without a ticket', { ret: 0 }],
]) {
  test(`a captchaResult that cannot be read is malformed: ${name}`, async () => {
    const { statusCode, body } = await server.post('/api/check', { captchaResult });
    assert.deepEqual([statusCode, body.status, body.reason], [200, 'rejected', 'malformed']);
    assert.deepEqual(Object.keys(body), ['status', 'reason']);
  });
}

for (const text of ['null', '5', '[]', '"x"']) {
  test(`a body without a captchaResult is malformed: ${text}`, async () => {
    const { statusCode, body } = await server.ask('POST', '/api/check', text);
    assert.deepEqual([statusCode, body.reason], [200, 'malformed']);
  });
}

test('the user who closed is told so', async () => {
  const { body } = await server.post('/api/check', { captchaResult: { ret: 2 } });
  assert.deepEqual([body.status, body.reason], ['rejected', 'closed']);
});

for (const [name, method, path, text, expected] of [
  ['no JSON', 'POST', '/api/check', '{', 400],
  ['an empty body', 'POST', '/api/aidEncrypted', '', 400],
  ['over 64 KiB', 'POST', '/api/check', JSON.stringify('x'.repeat(65_536)), 413],
  ['64 KiB', 'POST', '/api/check', JSON.stringify('x'.repeat(65_534)), 200],
  ['another path', 'POST', '/api/other', '{}', 404],
  ['a path that every object has', 'POST', '/constructor', '{}', 404],
  ['another method', 'GET', '/api/aidEncrypted', '', 405],
  ['a query', 'POST', '/api/aidEncrypted?x=1', '{}', 200],
]) {
  test(`HTTP ${expected}: ${name}`, async () => {
    const { statusCode } = await server.ask(method, path, text);
    assert.equal(statusCode, expected);
  });
}

for (const [type, expected] of [
  ['application/json', 200],
  ['Application/JSON; charset=utf-8', 200],
  ['application/jsonp', 415],
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
]) {
  test(`HTTP ${expected}: Content-Type ${type}`, async () => {
    const answer = await server.post('/api/aidEncrypted', {}, { 'content-type': type });
    assert.equal(answer.statusCode, expected);
  });
}

test('HTTP 415: no Content-Type', async () => {
  const head = ['POST /api/aidEncrypted HTTP/1.1', 'Host: 127.0.0.1', 'Content-Length: 2', ''];
  const connection = await rawRequest(server.url, [...head, '{}']);
  assert.match(connection.text, /^HTTP\/1\.1 415 /);
  await connection.ended;
});

test('a body of 20 MB is answered before it is read, and the server goes on', async () => {
  const { statusCode } = await server
    .ask('POST', '/api/check', 'x'.repeat(20_000_000))
    .catch((error) => ({ statusCode: error.code }));
  assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(statusCode), String(statusCode));
  assert.ok(await issue());
});

test('a vendor that cannot be reached is unavailable, and the ticket can be checked again', async () => {
  const captchaResult = simulator.solvePlugin(await issue());
  simulator.setFault({ kind: 'reset' });
  const down = await server.post('/api/check', { captchaResult });
  assert.deepEqual([down.statusCode, down.body.status], [200, 'unavailable']);
  simulator.setFault(null);
  const up = await server.post('/api/check', { captchaResult });
  assert.equal(up.body.status, 'passed');
});

test('wrong API keys are an internal error, and their detail is in the log only', async () => {
  const environment = { ...simulator.environment, TENCENTCLOUD_SECRET_KEY: 'wrong' };
  const wrong = await startServer(folder, environment);
  const { statusCode, body } = await wrong.post('/api/check', {
    captchaResult: simulator.solvePlugin(await issue()),
  });
  assert.deepEqual([statusCode, body], [500, { message: 'internal error' }]);
  await wrong.stop();
  const { time, message, ...line } = JSON.parse(wrong.errors());
  assert.deepEqual(line, {
    status: 'error',
    code: 'ERR_CAPTCHA_AUTH',
    method: 'POST',
    path: '/api/check',
  });
  assert.ok(Date.parse(time) > 0);
  assert.match(message, /AuthFailure\.SignatureFailure.*request id/);
  assert.deepEqual(wrong.lines(), []);
  assert.ok(wrong.errors().length < 600, `${wrong.errors().length} characters`);
});

for (const [name, head, expected] of [
  ['HTTP/1.1', ['POST /api/aidEncrypted HTTP/1.1', 'Host: 127.0.0.1'], false],
  [
    'Connection: close',
    ['POST /api/aidEncrypted HTTP/1.1', 'Host: 127.0.0.1', 'Connection: close'],
    true,
  ],
  ['HTTP/1.0', ['POST /api/aidEncrypted HTTP/1.0', 'Host: 127.0.0.1'], true],
  ['HTTP/1.0 without Host', ['POST /api/aidEncrypted HTTP/1.0'], true],
  [
    'HTTP/1.0 with keep-alive',
    ['POST /api/aidEncrypted HTTP/1.0', 'Connection: keep-alive'],
    false,
  ],
]) {
  test(`${name}: the connection is ${expected ? 'closed after' : 'kept after'} the answer`, async () => {
    const connection = await rawRequest(server.url, [...head, ...jsonHead(2), '', '{}']);
    assert.match(connection.text, /^HTTP\/1\.1 200 /);
    assert.match(connection.text, /\r\nContent-Length: \d+\r\n/i);
    if (expected) {
      await connection.ended;
    } else {
      // Kept: it takes another request.
      assert.match(await connection.again(), /^HTTP\/1\.1 200 /);
      connection.destroy();
    }
  });
}

test('250 clients that hang up within the body leave no line in the log', async () => {
  const own = await startServer(folder, simulator.environment);
  const head = ['POST /api/check HTTP/1.1', 'Host: 127.0.0.1', ...jsonHead(1000), '', '{"capt'];
  for (let batch = 0; batch < 5; batch++) {
    await Promise.all(Array.from({ length: 50 }, () => hangUp(own.url, head)));
  }
  // Answered after all of them, so each was seen to hang up.
  assert.equal((await own.post('/api/aidEncrypted', {})).statusCode, 200);
  assert.equal(await own.stop(), 0);
  assert.equal(own.errors(), '');
});

for (const [name, environment, host, expected] of [
  ['127.0.0.1 with a port', {}, '127.0.0.1:3000', 200],
  ['localhost', {}, 'localhost', 200],
  ['IPv6', {}, '[::1]:3000', 200],
  ['a name that somebody points at 127.0.0.1', {}, 'evil.example', 403],
  ['a name that only starts like it', {}, '127.0.0.1.evil.example', 403],
  [
    'a name that is allowed',
    { ALLOWED_HOSTS: 'api.example.com, b.example.com' },
    'B.example.com:80',
    200,
  ],
  ['one that is not', { ALLOWED_HOSTS: 'api.example.com' }, '127.0.0.1', 403],
  ['any name when it listens to others', { HOST: '0.0.0.0' }, 'api.example.com', 200],
  ['others, with a list', { HOST: '0.0.0.0', ALLOWED_HOSTS: 'a.example' }, 'b.example', 403],
]) {
  test(`Host: ${name}: HTTP ${expected}`, async () => {
    const own = await startServer(folder, { ...simulator.environment, ...environment });
    const { statusCode, body } = await own.post('/api/aidEncrypted', {}, { host });
    assert.equal(statusCode, expected);
    assert.equal(typeof body.aidEncrypted, expected === 200 ? 'string' : 'undefined');
    await own.stop();
    assert.equal(own.errors(), '');
  });
}

for (const [name, TRUST_PROXY, forwarded, reason] of [
  ['the proxy sent no header', '1', undefined, /must have the header X-Forwarded-For, got none/],
  ['fewer entries than proxies', '2', '203.0.113.9', /at least 2 entries, got 1/],
  ['what is no address', '1', 'unknown', /userIp must be one IPv4 or IPv6 address/],
  ['an address with a zone', '1', 'fe80::1%eth0', /userIp must be one IPv4 or IPv6 address/],
]) {
  test(`the address cannot be had: HTTP 400, nothing is asked, the reason is logged: ${name}`, async () => {
    const vendor = await startRecorder();
    const environment = { ...simulator.environment, CAPTCHA_ENDPOINT: vendor.url, TRUST_PROXY };
    const own = await startServer(folder, environment);
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const captchaResult = { ret: 0, ticket: 't03noaddress' };
    const { statusCode, body } = await own.post('/api/check', { captchaResult }, headers);
    await own.stop();
    await vendor.close();
    assert.deepEqual(
      [statusCode, body],
      [400, { message: 'the address of the client cannot be read' }],
    );
    assert.deepEqual(vendor.asked, []);
    assert.match(JSON.parse(own.errors()).message, reason);
  });
}

test('the vendor is asked about the address that the trusted proxy names', async () => {
  const vendor = await startRecorder();
  const environment = { ...simulator.environment, CAPTCHA_ENDPOINT: vendor.url };
  const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9' };
  for (const [TRUST_PROXY, expected] of [
    ['2', '6.6.6.6'],
    ['1', '203.0.113.9'],
    ['0', '127.0.0.1'],
  ]) {
    const behind = await startServer(folder, { ...environment, TRUST_PROXY });
    const captchaResult = { ret: 0, ticket: `t03${TRUST_PROXY}`, randstr: '@abc' };
    const { body } = await behind.post('/api/check', { captchaResult }, headers);
    assert.equal(body.status, 'passed');
    const { UserIp, action, Randstr } = vendor.asked.at(-1);
    assert.deepEqual([UserIp, action, Randstr], [expected, 'DescribeCaptchaResult', '@abc']);
    await behind.stop();
  }
  await vendor.close();
});

test('a TRUST_PROXY that is no number ends the start', async () => {
  await assert.rejects(
    startServer(folder, { ...simulator.environment, TRUST_PROXY: 'yes' }),
    /TRUST_PROXY must be/,
  );
});
