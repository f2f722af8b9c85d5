// dispose: no new call is taken, checks in flight go on to their end, and the last of them cleans up.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captchaOptions, label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';

const passed = { status: 200, body: '{"Response":{"CaptchaCode":1,"RequestId":"r"}}' };
const limited = {
  status: 200,
  body: '{"Response":{"Error":{"Code":"RequestLimitExceeded","Message":""},"RequestId":"r"}}',
};
const tick = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A captcha whose step `stage` waits until it is let go. */
function heldAt(stage) {
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  const when = (name, value) => (name === stage ? held.then(() => value) : value);
  const { credentials } = captchaOptions();
  let attempts = 0;
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    credentials: async () => when('credentials', credentials),
    store: {
      shared: true,
      claim: async () => when('claim', true),
      release: async () => {},
    },
    transport: async () => {
      attempts += 1;
      // The second attempt is signed after dispose.
      if (stage === 'retry' && attempts === 1) return held.then(() => limited);
      return when('transport', passed);
    },
  });
  return { captcha, letGo };
}

for (const stage of ['credentials', 'claim', 'transport', 'retry']) {
  test(`a check that waits for ${stage} goes on to its end after dispose`, async () => {
    const { captcha, letGo } = heldAt(stage);
    const input = { captchaResult: { ret: 0, ticket: 't' }, userIp: USER_IP };
    const check = captcha.check(input);
    await tick();
    captcha.dispose();
    assert.equal(await label(captcha.check(input)), 'ERR_CAPTCHA_DISPOSED', 'no new call');
    assert.throws(() => captcha.issueAid(), { code: 'ERR_CAPTCHA_DISPOSED' });
    letGo();
    assert.equal(await label(check), 'passed');
    captcha.dispose();
  });
}

test('connections stay open for the checks in flight, and close with the last', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const captcha = lib.createCaptcha({ ...captchaOptions(url), timeoutMs: 5000 });
  simulator.setFault({ kind: 'delay', delayMs: 100 });
  const checks = Array.from({ length: 5 }, () =>
    label(captcha.check({ captchaResult: solve(simulator), userIp: USER_IP })),
  );
  await tick(30);
  captcha.dispose();
  assert.deepEqual(await Promise.all(checks), Array(5).fill('passed'));
  await tick(30);
  const open = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  // The server's ends are in this process too: both are gone.
  assert.equal(open, 0, 'sockets left');
});

test('a key is rotated under load: every check passes, before, during and after', async (t) => {
  const keys = ['the first AppSecretKey', 'the second AppSecretKey'];
  const { simulator, url } = await roundTrip(t, {
    simulator: { apps: keys.map((appSecretKey, index) => app(index, appSecretKey)) },
  });
  const make = (index) =>
    lib.createCaptcha({ ...captchaOptions(url), ...app(index, keys[index]), timeoutMs: 20_000 });

  let current = 0;
  let captcha = make(current);
  const outcomes = [];
  const running = new Set();
  for (let count = 0; count < 400; count += 1) {
    if (count % 100 === 50) {
      const old = captcha;
      current = 1 - current;
      captcha = make(current);
      old.dispose();
    }
    const captchaResult = simulator.solve({ ...app(current), flow: 'plugin' });
    const check = label(captcha.check({ captchaResult, userIp: USER_IP })).then((outcome) => {
      outcomes.push(outcome);
      running.delete(check);
    });
    running.add(check);
    if (running.size >= 40) await Promise.race(running);
  }
  await Promise.all(running);
  captcha.dispose();
  assert.deepEqual([...new Set(outcomes)], ['passed']);
  assert.equal(outcomes.length, 400);

  function app(index, appSecretKey) {
    const captchaAppId = `12345678${index}`;
    return appSecretKey === undefined ? { captchaAppId } : { captchaAppId, appSecretKey };
  }
});

test('verify goes on after dispose too', async () => {
  let letGo;
  const verifier = lib.createVerifier({
    ...captchaOptions(),
    transport: () =>
      new Promise((resolve) => {
        letGo = () => resolve(passed);
      }),
  });
  const check = verifier.verify({ ticket: 't', userIp: USER_IP });
  await tick();
  verifier.dispose();
  letGo();
  assert.equal(await label(check), 'passed');
  assert.equal(
    await label(verifier.verify({ ticket: 't', userIp: USER_IP })),
    'ERR_CAPTCHA_DISPOSED',
  );
});
