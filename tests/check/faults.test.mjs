// Every fault × check: the documented outcome, in time, nothing passed, nothing left behind, and the
// claim given back exactly when the outcome is `unavailable`. Prints the table.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { freePort } from '../support/free-port.mjs';
import {
  captchaOptions,
  countingStore,
  GRACE_MS,
  label,
  lib,
  overtime,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const TIMEOUT_MS = 400;
const LONG = `{"Response":{"CaptchaCode":1,"RequestId":"r"}}${' '.repeat(64e6)}`;

/** Whether a ticket can be checked again: nothing is known of it, or the vendor refused to be asked. */
function isReleased(outcome) {
  return outcome.startsWith('unavailable') || outcome.startsWith('ERR_CAPTCHA_');
}

/** What the fault makes of the first check, and of a second one with the same ticket without it. */
const FAULTS = [
  ['no fault', null, 'passed', 'rejected/replayed'],
  ['hang', { kind: 'hang' }, 'unavailable/timeout', 'passed'],
  ['reset', { kind: 'reset' }, 'unavailable/network', 'passed'],
  ['truncate', { kind: 'truncate' }, 'unavailable/network', null],
  ['junk', { kind: 'junk' }, 'unavailable/service', 'passed'],
  ['junk: empty', { kind: 'junk', body: '' }, 'unavailable/service', 'passed'],
  [
    'junk: over 1 MiB',
    { kind: 'junk', body: ' '.repeat(1024 * 1024 + 1) },
    'unavailable/service',
    'passed',
  ],
  ['junk: 30 MB', { kind: 'junk', body: 'x'.repeat(30e6) }, 'unavailable/service', 'passed'],
  [
    'delay beyond timeoutMs',
    { kind: 'delay', delayMs: TIMEOUT_MS + 300 },
    'unavailable/timeout',
    null,
  ],
  ['delay within timeoutMs', { kind: 'delay', delayMs: 100 }, 'passed', 'rejected/replayed'],
  ...[301, 302, 307, 308, 400, 401, 403, 404, 500, 502, 503, 504].map((status) => [
    `http ${status}`,
    { kind: 'status', status },
    'unavailable/service',
    null,
  ]),
  ['http 429', { kind: 'status', status: 429 }, 'unavailable/rate_limited', null],
  ...[
    ['InternalError', 'unavailable/service'],
    ['RequestLimitExceeded', 'unavailable/rate_limited'],
    ['InvalidParameter', 'ERR_CAPTCHA_REQUEST'],
    ['MissingParameter', 'ERR_CAPTCHA_REQUEST'],
    ['UnauthorizedOperation.ErrAuth', 'ERR_CAPTCHA_AUTH'],
    ['UnauthorizedOperation.Unauthorized', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.SignatureFailure', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.SignatureExpire', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.SecretIdNotFound', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.InvalidSecretId', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.TokenFailure', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.UnauthorizedOperation', 'ERR_CAPTCHA_AUTH'],
    ['AuthFailure.InvalidAuthorization', 'ERR_CAPTCHA_AUTH'],
  ].map(([code, outcome]) => [
    `error ${code}`,
    { kind: 'error', code },
    outcome,
    isReleased(outcome) ? 'passed' : 'rejected/replayed',
  ]),
  ['code 8', { kind: 'code', captchaCode: 8 }, 'rejected/expired', 'rejected/replayed'],
  ['code 26', { kind: 'code', captchaCode: 26 }, 'unavailable/service', 'passed'],
  ['code 31', { kind: 'code', captchaCode: 31 }, 'unavailable/quota', 'passed'],
];

test('every fault', async (t) => {
  const store = countingStore();
  const { simulator, url, captcha: patient } = await roundTrip(t, { store });
  const hasty = lib.createCaptcha({ ...captchaOptions(url), store, timeoutMs: TIMEOUT_MS });
  t.after(() => hasty.dispose());
  const table = [];
  for (const [name, fault, expected, then] of FAULTS) {
    const captcha = expected === 'unavailable/timeout' ? hasty : patient;
    for (const warm of [false, true]) {
      // Once on a fresh connection, once on one that was kept.
      if (warm) await passOnce(captcha, simulator);
      simulator.setFault(fault);
      const captchaResult = solve(simulator);
      const before = { ...store.counts };
      const check = () => label(captcha.check({ captchaResult, userIp: USER_IP }));
      const { result: outcome, tookMs, overtimeMs } = await overtime(TIMEOUT_MS, check);
      assert.equal(outcome, expected, name);
      if (captcha === hasty) assert.ok(overtimeMs < GRACE_MS, `${name} took ${tookMs} ms`);
      const released = store.counts.releases - before.releases;
      assert.equal(released, isReleased(outcome) ? 1 : 0, `${name}: released`);
      simulator.setFault(null);
      if (then)
        assert.equal(
          await label(patient.check({ captchaResult, userIp: USER_IP })),
          then,
          `${name}, then`,
        );
      table.push({
        fault: warm ? `${name}, kept connection` : name,
        outcome,
        ms: Math.round(tookMs),
        released: released === 1,
      });
    }
  }
  console.log('| fault | outcome | ms | claim released |\n|---|---|---|---|');
  for (const row of table)
    console.log(`| ${row.fault} | ${row.outcome} | ${row.ms} | ${row.released ? 'yes' : 'no'} |`);
});

test('a redirect is not followed', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  for (const status of [301, 302, 303, 307, 308]) {
    simulator.setFault({ kind: 'status', status, times: 1 });
    const outcome = await captcha.check({ captchaResult: solve(simulator), userIp: USER_IP });
    assert.equal(outcome.reason, 'service');
    assert.match(outcome.message, new RegExp(String(status)));
  }
});

test('RequestLimitExceeded is tried once more, and only once', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  const check = () => label(captcha.check({ captchaResult: solve(simulator), userIp: USER_IP }));
  simulator.setFault({ kind: 'error', code: 'RequestLimitExceeded', times: 1 });
  assert.equal(await check(), 'passed');
  simulator.setFault({ kind: 'error', code: 'RequestLimitExceeded', times: 2 });
  assert.equal(await check(), 'unavailable/rate_limited');
  assert.equal(await check(), 'passed');
  // What may have been processed is not tried again.
  for (const fault of [
    { kind: 'status', status: 429 },
    { kind: 'error', code: 'InternalError' },
    { kind: 'truncate' },
  ]) {
    simulator.setFault({ ...fault, times: 1 });
    assert.match(await check(), /^unavailable/);
  }
});

test('a connection that breaks after the request was written: nothing is sent again', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  const check = () => label(captcha.check({ captchaResult: solve(simulator), userIp: USER_IP }));
  for (const which of ['a new connection', 'another one', 'a kept one']) {
    if (which === 'a kept one') assert.equal(await check(), 'passed');
    simulator.setFault({ kind: 'reset', times: 1 });
    assert.equal(await check(), 'unavailable/network', which);
  }
  assert.equal(await check(), 'passed');
});

test('nobody listens: tried again, and found if somebody listens by then', async (t) => {
  const port = await freePort();
  const captcha = lib.createCaptcha({
    ...captchaOptions(`http://127.0.0.1:${port}`),
  });
  t.after(() => captcha.dispose());
  const outcome = await captcha.check({ captchaResult: { ret: 0, ticket: 't1' }, userIp: USER_IP });
  assert.equal(outcome.reason, 'network');
  assert.equal(outcome.cause.code, 'ECONNREFUSED');

  const { simulator } = await roundTrip(t);
  const captchaResult = solve(simulator);
  await simulator.close();
  setTimeout(() => simulator.listen(port), 5);
  const late = await label(captcha.check({ captchaResult, userIp: USER_IP }));
  assert.equal(late, 'passed');
});

test('a host that does not exist', async (t) => {
  const captcha = lib.createCaptcha({
    ...captchaOptions('https://no-such-host.invalid'),
    timeoutMs: 3000,
  });
  t.after(() => captcha.dispose());
  const captchaResult = { ret: 0, ticket: 't1' };
  assert.match(
    await label(captcha.check({ captchaResult, userIp: USER_IP })),
    /^unavailable\/(network|timeout)$/,
  );
});

test('an answer that drips in is cut off in time', async (t) => {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.resume();
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => {
      clearInterval(timer);
      sockets.delete(socket);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const captcha = lib.createCaptcha({
    ...captchaOptions(`http://127.0.0.1:${server.address().port}`),
    timeoutMs: TIMEOUT_MS,
  });
  t.after(() => captcha.dispose());
  const check = () =>
    label(captcha.check({ captchaResult: { ret: 0, ticket: 't' }, userIp: USER_IP }));
  const { result, overtimeMs } = await overtime(TIMEOUT_MS, check);
  assert.equal(result, 'unavailable/timeout');
  assert.ok(overtimeMs < GRACE_MS);
  for (let wait = 0; wait < 1000 && sockets.size > 0; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(sockets.size, 0, 'the connection is cut');
});

test('a server that speaks no HTTP, or packs its answer', async (t) => {
  const { gzipSync } = await import('node:zlib');
  const bomb = gzipSync(Buffer.alloc(50e6, 32));
  const passing = gzipSync(JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } }));
  const head = (body) =>
    `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
  for (const [bytes, expected] of [
    [Buffer.from('SSH-2.0-OpenSSH_9\r\n'), 'unavailable/network'],
    [Buffer.concat([Buffer.from(head(bomb)), bomb]), 'unavailable/service'],
    [Buffer.concat([Buffer.from(head(passing)), passing]), 'unavailable/service'],
    [
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'),
      'unavailable/network',
    ],
    [
      Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
      'unavailable/network',
    ],
  ]) {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const captcha = lib.createCaptcha({
      ...captchaOptions(`http://127.0.0.1:${server.address().port}`),
    });
    assert.equal(
      await label(captcha.check({ captchaResult: { ret: 0, ticket: 't' }, userIp: USER_IP })),
      expected,
      bytes.toString('latin1', 0, 60),
    );
    captcha.dispose();
    server.close();
  }
});

test('a transport of the caller: whatever it does is an outcome', async () => {
  const body = JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } });
  for (const [transport, expected] of [
    [async () => ({ status: 200, body }), 'passed'],
    [() => ({ status: 200, body }), 'passed'],
    [
      () => {
        throw new Error('at once');
      },
      'unavailable/network',
    ],
    [
      async () => {
        throw undefined;
      },
      'unavailable/network',
    ],
    [
      async () => {
        throw new Proxy(
          {},
          {
            get() {
              throw new Error('trap');
            },
          },
        );
      },
      'unavailable/network',
    ],
    [async () => undefined, 'unavailable/service'],
    [async () => ({ status: '200', body }), 'unavailable/service'],
    [async () => ({ status: 200, body: JSON.parse(body) }), 'unavailable/service'],
    [
      async () => ({
        get status() {
          throw new Error('trap');
        },
      }),
      'unavailable/service',
    ],
    [async () => ({ status: 200, body: LONG }), 'unavailable/service'],
    [() => new Promise(() => {}), 'unavailable/timeout'],
    [() => ({ then() {} }), 'unavailable/timeout'],
  ]) {
    const timeoutMs = expected === 'unavailable/timeout' ? 100 : 60_000;
    const captcha = lib.createCaptcha({ ...captchaOptions(), timeoutMs, transport });
    const check = () =>
      label(captcha.check({ captchaResult: { ret: 0, ticket: 't' }, userIp: USER_IP }));
    const { result, overtimeMs } = await overtime(timeoutMs, check);
    assert.equal(result, expected, String(transport));
    assert.ok(overtimeMs < GRACE_MS, String(transport));
    captcha.dispose();
  }
});

/** Leaves a connection behind; the hasty one may need several tries on a slow machine. */
async function passOnce(captcha, simulator) {
  for (let tries = 0; tries < 50; tries++) {
    const check = captcha.check({ captchaResult: solve(simulator), userIp: USER_IP });
    if ((await label(check)) === 'passed') return;
  }
  assert.fail('nothing passes without a fault');
}
