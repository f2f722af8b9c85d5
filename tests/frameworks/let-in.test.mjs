// Letting people in while the service is down, within bounds: with check itself, and in a framework.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import express from 'express';
import { lib, require as requirePackage } from '../support/built-package.mjs';
import { APPS, post, startSimulator } from './lib/running.mjs';

const path = new URL('../../examples/disaster-recovery/let-in.js', import.meta.url);
const { createLetIn } = createRequire(import.meta.url)('../../examples/disaster-recovery/let-in.js');
const down = (reason) => ({ status: 'unavailable', reason });

/** A let-in whose clock the test sets, in minutes. */
function withClock(bounds) {
  const clock = { minutes: 1000 };
  const lines = [];
  const letIn = createLetIn({ ...bounds, nowMs: () => clock.minutes * 60_000, log: (line) => lines.push(line) });
  /** How many of `count` are let in during that minute. */
  const during = (minutes, count, reason = 'timeout') => {
    clock.minutes = minutes;
    return Array.from({ length: count }, () => letIn(down(reason))).filter(Boolean).length;
  };
  return { letIn, during, lines };
}

test('thirty lines of code at most', () => {
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => !/^\s*(\/?\*.*|\/\/.*)?$/.test(line));
  assert.ok(lines.length <= 30, `${lines.length} lines`);
});

test('only for timeout, network and service, and each time is logged', () => {
  const { letIn, lines } = withClock({ perMinute: 100, minutesInARow: 10 });
  const outcomes = [
    ...['quota', 'rate_limited', 'store', 'overloaded'].map(down),
    { status: 'rejected', reason: 'fallback_ticket' },
    { status: 'rejected', reason: 'timeout' },
    { status: 'passed' },
  ];
  for (const outcome of outcomes) assert.equal(letIn(outcome), false, outcome.reason);
  assert.deepEqual(lines, []);
  for (const reason of ['timeout', 'network', 'service']) assert.equal(letIn(down(reason)), true, reason);
  assert.equal(lines.length, 3);
  assert.match(lines[0], /timeout\), 1 of 100, minute 1 of 10$/);
});

test('at most n a minute', () => {
  const { during } = withClock({ perMinute: 3, minutesInARow: 10 });
  assert.equal(during(1000, 5), 3);
  assert.equal(during(1000.99, 5), 0);
  assert.equal(during(1001, 5), 3);
});

test('m minutes in a row, then nobody until a minute without an outage', () => {
  const { during } = withClock({ perMinute: 3, minutesInARow: 2 });
  assert.deepEqual([1000, 1001, 1002, 1003, 1004].map((minute) => during(minute, 9)), [3, 3, 0, 0, 0]);
  assert.equal(during(1006, 9), 3, 'minute 1005 had none');
});

test('with check: a service that is down lets n in, a thrown error nobody', async (t) => {
  const { captcha, solve, simulator } = await world(t);
  const letIn = createLetIn({ perMinute: 2, minutesInARow: 5, log: () => {}, nowMs: () => 0 });
  const enters = async () => {
    const outcome = await captcha.check({ captchaResult: solve(), userIp: '203.0.113.7' });
    return outcome.status === 'passed' || letIn(outcome);
  };
  assert.equal(await enters(), true);
  simulator.setFault({ kind: 'reset' });
  assert.deepEqual([await enters(), await enters(), await enters()], [true, true, false]);
  simulator.setFault({ kind: 'code', captchaCode: 31 });
  assert.equal(await enters(), false);
  simulator.setFault({ kind: 'error', code: 'AuthFailure.SignatureFailure' });
  await assert.rejects(enters(), { code: 'ERR_CAPTCHA_AUTH' });
});

test('in a framework: on onNotPassed', async (t) => {
  const { requireCaptcha, captchaOf } = requirePackage('./express.js');
  const { captcha, solve, simulator } = await world(t);
  const letIn = createLetIn({ perMinute: 2, minutesInARow: 5, log: () => {}, nowMs: () => 0 });
  const app = express();
  app.use(express.json());
  app.post('/login', requireCaptcha(captcha, { onNotPassed: letIn }), (request, response) => {
    assert.throws(() => captchaOf(request), { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
    response.json({ kept: request.captcha.status });
  });
  const server = createServer(app);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const login = async (captchaResult) => (await post(`http://127.0.0.1:${server.address().port}/login`, { captchaResult })).answer;
  simulator.setFault({ kind: 'status', status: 500 });
  assert.deepEqual(await login(solve()), { kept: 'unavailable' });
  assert.deepEqual(await login({ ret: 2 }), { status: 'rejected', reason: 'closed' });
  assert.deepEqual(await login(solve()), { kept: 'unavailable' });
  assert.deepEqual(await login(solve()), { status: 'unavailable', reason: 'service' });
});

async function world(t) {
  const { simulator, endpoint } = await startSimulator(t);
  const credentials = { secretId: 'AKIDsimulated', secretKey: 'simulated' };
  const captcha = lib.createCaptcha({ ...APPS[0], credentials, endpoint, timeoutMs: 60_000 });
  t.after(() => captcha.dispose());
  const { captchaAppId } = APPS[0];
  return { simulator, captcha, solve: () => simulator.solve({ captchaAppId, flow: 'plugin' }) };
}
