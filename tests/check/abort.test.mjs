// AbortSignal before, during and after: rejects with the signal's reason, and leaves nothing behind.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import {
  captchaOptions,
  countingStore,
  label,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const reason = new Error('the user went away');

async function assertAborts(check, expected = reason) {
  await assert.rejects(check, (error) => {
    assert.equal(error, expected);
    return true;
  });
}

test('before: nothing is claimed and nothing sent', async (t) => {
  const store = countingStore();
  const { simulator, captcha } = await roundTrip(t, { store });
  const captchaResult = solve(simulator);
  await assertAborts(
    captcha.check({ captchaResult, userIp: USER_IP, signal: AbortSignal.abort(reason) }),
  );
  assert.equal(store.counts.claims, 0);
  assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'passed');
});

test('while the vendor is waited for: at once, and the connection is cut', async () => {
  const store = countingStore();
  const controller = new AbortController();
  let sawCut;
  const cut = new Promise((resolve) => {
    sawCut = resolve;
  });
  const server = createServer((request) => {
    request.socket.on('close', sawCut);
    controller.abort(reason);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const captcha = lib.createCaptcha({ ...captchaOptions(endpoint), store, timeoutMs: 60_000 });
  const captchaResult = { ret: 0, ticket: 'taborted' };
  const { signal } = controller;
  // Both long before timeoutMs.
  await assertAborts(captcha.check({ captchaResult, userIp: USER_IP, signal }));
  await cut;
  assert.deepEqual(store.counts, { claims: 1, claimed: 1, releases: 0 });
  captcha.dispose();
  server.close();
});

test('while credentials, the store or a pause is waited for', async (t) => {
  const never = () => new Promise(() => {});
  const { simulator, url } = await roundTrip(t);
  const hanging = { shared: true, claim: never, release: never };
  for (const options of [{ credentials: never }, { store: hanging }, { transport: never }]) {
    const captcha = lib.createCaptcha({ ...captchaOptions(url), ...options });
    const controller = new AbortController();
    const check = captcha.check({
      captchaResult: solve(simulator),
      userIp: USER_IP,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(reason), 20);
    await assertAborts(check);
    captcha.dispose();
  }
  // Between the two attempts.
  const limited = JSON.stringify({
    Response: { Error: { Code: 'RequestLimitExceeded', Message: '' }, RequestId: 'r' },
  });
  const controller = new AbortController();
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    transport: async () => {
      setTimeout(() => controller.abort(reason), 20);
      return { status: 200, body: limited };
    },
  });
  await assertAborts(
    captcha.check({ captchaResult: solve(simulator), userIp: USER_IP, signal: controller.signal }),
  );
  captcha.dispose();
});

test('after: nothing happens, and no listener is left', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const counted = {
    get aborted() {
      return signal.aborted;
    },
    get reason() {
      return signal.reason;
    },
    addEventListener(...args) {
      listeners++;
      signal.addEventListener(...args);
    },
    removeEventListener(...args) {
      listeners--;
      signal.removeEventListener(...args);
    },
  };
  assert.equal(
    await label(
      captcha.check({ captchaResult: solve(simulator), userIp: USER_IP, signal: counted }),
    ),
    'passed',
  );
  assert.equal(listeners, 0);
  controller.abort(reason);
  simulator.setFault({ kind: 'hang' });
  const timed = lib.createCaptcha({
    ...captchaOptions((await roundTrip(t)).url),
    timeoutMs: 50,
    transport: () => new Promise(() => {}),
  });
  await timed.check({
    captchaResult: { ret: 0, ticket: 't' },
    userIp: USER_IP,
    signal: { ...counted, aborted: false },
  });
  assert.equal(listeners, 0);
  timed.dispose();
});

test('a signal without a reason, as before 2022', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  const listeners = [];
  const old = {
    aborted: false,
    addEventListener: (type, listener) => listeners.push(listener),
    removeEventListener() {},
  };
  simulator.setFault({ kind: 'hang' });
  const check = captcha.check({ captchaResult: solve(simulator), userIp: USER_IP, signal: old });
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const listener of listeners) listener();
  await assert.rejects(check, { name: 'AbortError' });
});

test('verify aborts alike', async (t) => {
  const { url, simulator } = await roundTrip(t);
  const verifier = lib.createVerifier(captchaOptions(url));
  t.after(() => verifier.dispose());
  const { ticket } = lib.parseCaptchaResult(solve(simulator));
  await assertAborts(
    verifier.verify({ ticket, userIp: USER_IP, signal: AbortSignal.abort(reason) }),
  );
  assert.equal(await label(verifier.verify({ ticket, userIp: USER_IP })), 'passed');
});
