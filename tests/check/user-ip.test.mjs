// userIpFrom: the shapes of each platform; what a client sends along never wins.

import assert from 'node:assert/strict';
import http from 'node:http';
import { after, test } from 'node:test';
import { lib } from './lib/package.mjs';

const { userIpFrom } = lib;
const USER = '203.0.113.7';
const FORGED = '198.51.100.1';

/** What a request looks like on the server, with these headers; it stays open until all tests end. */
async function received(headers) {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const arrived = new Promise((resolve) => server.once('request', resolve));
  const { port } = server.address();
  const sent = http.get({ port, host: '127.0.0.1', headers, agent: false }).on('error', () => {});
  after(() => {
    sent.destroy();
    server.close();
  });
  return arrived;
}

test('socket: the other end of the connection, whatever the headers say', async () => {
  const request = await received({ 'X-Forwarded-For': FORGED, 'X-Real-IP': FORGED });
  assert.equal(userIpFrom(request, 'socket'), '127.0.0.1');
  assert.equal(userIpFrom({ socket: { remoteAddress: '::ffff:203.0.113.7' } }, 'socket'), USER);
});

test('wx-cloud-function: getWXContext, IPv4 first, either may be missing', () => {
  const openid = { OPENID: 'o', APPID: 'wx', UNIONID: '' };
  for (const [context, expected] of [
    [{ ...openid, CLIENTIP: USER, CLIENTIPV6: '::ffff:203.0.113.7' }, USER],
    [{ ...openid, CLIENTIP: '', CLIENTIPV6: '2001:db8::1' }, '2001:db8::1'],
    [{ ...openid, CLIENTIPV6: '2001:db8::1' }, '2001:db8::1'],
  ]) {
    assert.equal(userIpFrom(context, 'wx-cloud-function'), expected);
  }
});

test('wx-cloud-run: X-Original-Forwarded-For, only beside X-WX-SOURCE', async () => {
  const headers = { 'X-Original-Forwarded-For': USER, 'X-Forwarded-For': FORGED };
  const request = await received({ ...headers, 'X-WX-SOURCE': 'wx_devtools' });
  assert.equal(userIpFrom(request, 'wx-cloud-run'), USER);
  assert.equal(userIpFrom(request.headers, 'wx-cloud-run'), USER);
  assert.equal(userIpFrom(new Headers(request.headers), 'wx-cloud-run'), USER);
  const direct = await received(headers);
  assert.throws(() => userIpFrom(direct, 'wx-cloud-run'), says(/X-WX-SOURCE/));
});

test('unicloud: a function’s context, or getClientInfo of a cloud object', () => {
  assert.equal(userIpFrom({ CLIENTIP: USER, CLIENTUA: 'x' }, 'unicloud'), USER);
  assert.equal(userIpFrom({ clientIP: USER, userAgent: 'x' }, 'unicloud'), USER);
});

test('proxies: so many entries from the right; what the client sends stands left of them', async () => {
  const chain = `${FORGED}, ${USER}, 10.0.0.2`;
  const request = await received({ 'X-Forwarded-For': chain });
  assert.equal(userIpFrom(request, { proxies: 1 }), '10.0.0.2');
  assert.equal(userIpFrom(request, { proxies: 2 }), USER);
  assert.throws(() => userIpFrom(request, { proxies: 4 }), says(/X-Forwarded-For .* 4 .* 3$/));
  // Two lines of the header count as one.
  const lines = await received({ 'X-Forwarded-For': [FORGED, USER] });
  assert.equal(userIpFrom(lines, { proxies: 1 }), USER);
  assert.equal(userIpFrom({ 'x-forwarded-for': [FORGED, USER] }, { proxies: 1 }), USER);
  assert.equal(userIpFrom(new Headers({ 'X-Forwarded-For': chain }), { proxies: 2 }), USER);
});

test('a header in two spellings: which of them the client wrote cannot be told', () => {
  const both = { 'X-Forwarded-For': USER, 'x-forwarded-for': FORGED };
  assert.throws(() => userIpFrom(both, { proxies: 1 }), says(/X-Forwarded-For in one spelling/));
  const run = { 'X-WX-SOURCE': 'wx_client', 'X-Original-Forwarded-For': USER };
  const twice = { ...run, 'x-original-forwarded-for': FORGED };
  assert.throws(() => userIpFrom(twice, 'wx-cloud-run'), says(/Forwarded-For in one spelling/));
});

test('proxies: ports and brackets are cut off', () => {
  for (const [entry, expected] of [
    ['203.0.113.7:49152', USER],
    ['[2001:db8::1]:49152', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.7', USER],
  ]) {
    assert.equal(
      userIpFrom({ 'X-Forwarded-For': `${FORGED}, ${entry}` }, { proxies: 1 }),
      expected,
    );
  }
});

test('what is missing or no address is named', async () => {
  const bare = await received({});
  for (const [source, platform, message] of [
    [{}, 'socket', /remoteAddress/],
    [{ socket: { remoteAddress: undefined } }, 'socket', /remoteAddress/],
    [{}, 'wx-cloud-function', /CLIENTIP or CLIENTIPV6/],
    [undefined, 'wx-cloud-function', /CLIENTIP/],
    [{ CLIENTIP: 7 }, 'unicloud', /CLIENTIP or clientIP/],
    [bare, 'wx-cloud-run', /X-WX-SOURCE/],
    [{ 'x-wx-source': 'a' }, 'wx-cloud-run', /X-Original-Forwarded-For/],
    [bare, { proxies: 1 }, /X-Forwarded-For/],
    [bare, { proxies: 0 }, /proxies .* got 0/],
    [bare, { proxies: 1.5 }, /proxies/],
    [bare, {}, /proxies/],
    [bare, 'nginx', /platform/],
    [bare, undefined, /platform/],
    [{ 'x-forwarded-for': 'unknown' }, { proxies: 1 }, /userIp/],
    [{ 'x-forwarded-for': '203.0.113.7, ' }, { proxies: 1 }, /userIp/],
    [{ CLIENTIP: 'fe80::1%eth0' }, 'unicloud', /userIp/],
  ]) {
    assert.throws(() => userIpFrom(source, platform), says(message));
  }
  const boom = new Proxy({}, { get: () => boom.x.y, getOwnPropertyDescriptor: () => boom.x.y });
  assert.throws(() => userIpFrom(boom, 'unicloud'), says(/userIp/));
});

test('headers on Object.prototype are no headers', () => {
  Object.assign(Object.prototype, { 'x-forwarded-for': FORGED, CLIENTIP: FORGED, headers: {} });
  let errors;
  try {
    errors = [
      () => userIpFrom({}, 'unicloud'),
      () => userIpFrom({ headers: {} }, { proxies: 1 }),
    ].map((work) => {
      try {
        return work();
      } catch (error) {
        return error.code;
      }
    });
  } finally {
    for (const name of ['x-forwarded-for', 'CLIENTIP', 'headers']) delete Object.prototype[name];
  }
  assert.deepEqual(errors, ['ERR_CAPTCHA_INVALID_ARGUMENT', 'ERR_CAPTCHA_INVALID_ARGUMENT']);
});

function says(pattern) {
  return (error) => {
    assert.equal(error.code, 'ERR_CAPTCHA_INVALID_ARGUMENT');
    assert.match(error.message.split('; see ')[0], pattern);
    return true;
  };
}
