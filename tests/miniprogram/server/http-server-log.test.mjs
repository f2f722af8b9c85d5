// What an operator reads of the HTTP server: one line for each check that did not pass, and no secret.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { APP_SECRET_KEY, initProject, startSimulator } from '../lib/backend.mjs';
import { target } from '../lib/folders.mjs';
import { startServer } from './server.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
const folder = join(target, 'http-server-log');
let simulator;

before(async () => {
  initProject('http-server', folder, packageFolder);
  simulator = await startSimulator(packageFolder, { requireAid: false });
});
after(() => simulator.close());

const solve = () => simulator.solvePlugin();

test('one line of JSON for each outcome that is not passed, in the order of the checks', async () => {
  const server = await startServer(folder, simulator.environment);
  const tickets = [];
  const check = async (fault, captchaResult = solve()) => {
    tickets.push(captchaResult.ticket);
    simulator.setFault(fault);
    const { body } = await server.post('/api/check', { captchaResult });
    // The client is told no more than this.
    assert.deepEqual(
      Object.keys(body).filter((name) => name !== 'reason'),
      ['status'],
    );
    return body;
  };
  const used = solve();
  await check(null, used);
  await check(null, used);
  await check({ kind: 'code', captchaCode: 31 });
  await check({ kind: 'code', captchaCode: 8 });
  await check({ kind: 'error', code: 'InternalError' });
  await check(null, { ret: 2 });
  assert.equal(await server.stop(), 0);
  const lines = server.lines().map((line) => JSON.parse(line));
  const requestId = /^51a00000-0000-4000-8000-\w{12}$/;
  assert.deepEqual(
    lines.map(({ status, reason, captchaCode }) => [status, reason, captchaCode]),
    [
      ['rejected', 'replayed', undefined],
      ['unavailable', 'quota', 31],
      ['rejected', 'expired', 8],
      ['unavailable', 'service', undefined],
      ['rejected', 'closed', undefined],
    ],
  );
  for (const line of lines) assert.ok(line.durationMs >= 0);
  for (const at of [1, 2, 3]) assert.match(lines[at].requestId, requestId);
  const all = server.lines().join('\n') + server.errors();
  const { TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY } = simulator.environment;
  for (const secret of [
    ...tickets.filter(Boolean),
    APP_SECRET_KEY,
    TENCENTCLOUD_SECRET_ID,
    TENCENTCLOUD_SECRET_KEY,
    '127.0.0.1',
  ]) {
    assert.ok(!all.includes(secret), all);
  }
});

test('why a ticket could not be checked is one line on standard error', async () => {
  const server = await startServer(folder, simulator.environment);
  simulator.setFault({ kind: 'reset' });
  await server.post('/api/check', { captchaResult: solve() });
  simulator.setFault(null);
  assert.equal(await server.stop(), 0);
  const { time, status, reason, message, cause } = JSON.parse(server.errors());
  assert.deepEqual([status, reason], ['unavailable', 'network']);
  assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000);
  assert.match(message, /errors\.md#network$/);
  assert.ok(cause.length > 0);
});

test('a misconfiguration is one line of JSON on standard error', async () => {
  const broken = { ...simulator.environment, TENCENTCLOUD_SECRET_KEY: '' };
  const server = await startServer(folder, broken);
  simulator.setFault(null);
  const { statusCode } = await server.post('/api/check', { captchaResult: solve() });
  assert.equal(statusCode, 500);
  assert.equal(await server.stop(), 0);
  const { code, status } = JSON.parse(server.errors());
  assert.deepEqual([status, code], ['error', 'ERR_CAPTCHA_CREDENTIALS']);
});
