// One event for each check: to onCheck, and on the diagnostics channel.

import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { test } from 'node:test';
import { inspect } from 'node:util';
import {
  APP_SECRET_KEY,
  captchaOptions,
  CREDENTIALS,
  label,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const CHANNEL = 'tcaptcha-wasm:check';
const answer = (response) => async () => ({
  status: 200,
  body: JSON.stringify({ Response: { RequestId: 'r-1', ...response } }),
});
const passing = answer({ CaptchaCode: 1 });

let tickets = 0;
const solved = (more) => ({ ret: 0, ticket: `tevent${tickets++}`, ...more });

/** What a check with these options reports, its times checked and left out. */
async function eventOf(options, captchaResult = solved(), more) {
  const events = [];
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    transport: passing,
    ...options,
    onCheck: (event) => events.push(event),
  });
  const outcome = await label(captcha.check({ captchaResult, userIp: USER_IP, ...more }));
  captcha.dispose();
  assert.equal(events.length, 1, 'one event');
  const [event] = events;
  assert.ok(Object.isFrozen(event));
  assert.ok(event.durationMs >= 0 && event.durationMs < 60_000);
  const { durationMs, ...rest } = event;
  return { outcome, event: rest };
}

const MINI = 'DescribeCaptchaMiniResult';

for (const [name, options, captchaResult, expected] of [
  ['passed', {}, solved(), { status: 'passed', attempts: 1, requestId: 'r-1', action: MINI }],
  [
    'passed, with a randstr',
    {},
    solved({ randstr: '@a' }),
    { status: 'passed', attempts: 1, requestId: 'r-1', action: 'DescribeCaptchaResult' },
  ],
  [
    'rejected by the vendor',
    { transport: answer({ CaptchaCode: 8 }) },
    solved(),
    {
      status: 'rejected',
      reason: 'expired',
      captchaCode: 8,
      requestId: 'r-1',
      attempts: 1,
      action: MINI,
    },
  ],
  ['closed', {}, { ret: 2 }, { status: 'rejected', reason: 'closed', attempts: 0 }],
  [
    'a disaster-recovery ticket',
    {},
    { ret: 0, ticket: 'terror_1001_1710144972' },
    { status: 'rejected', reason: 'fallback_ticket', attempts: 0 },
  ],
  [
    'malformed',
    {},
    'no JSON',
    { status: 'rejected', reason: 'malformed', attempts: 0, origin: undefined },
  ],
  [
    'unavailable, with a code',
    { transport: answer({ CaptchaCode: 31 }) },
    solved(),
    {
      status: 'unavailable',
      reason: 'quota',
      captchaCode: 31,
      requestId: 'r-1',
      attempts: 1,
      action: MINI,
    },
  ],
  [
    'two attempts',
    { transport: answer({ Error: { Code: 'RequestLimitExceeded', Message: '' } }) },
    solved(),
    {
      status: 'unavailable',
      reason: 'rate_limited',
      requestId: 'r-1',
      attempts: 2,
      action: MINI,
    },
  ],
  [
    'timeout',
    { transport: () => new Promise(() => {}), timeoutMs: 20 },
    solved(),
    { status: 'unavailable', reason: 'timeout', attempts: 1, action: MINI },
  ],
  [
    'a store that fails',
    { store: { shared: true, claim: async () => 5, release: async () => {} } },
    solved(),
    { status: 'unavailable', reason: 'store', attempts: 0, action: MINI },
  ],
  [
    'an error',
    { transport: answer({ Error: { Code: 'AuthFailure.SignatureFailure', Message: '' } }) },
    solved(),
    { status: 'error', code: 'ERR_CAPTCHA_AUTH', attempts: 1, action: MINI },
  ],
]) {
  test(`event: ${name}`, async () => {
    const { event } = await eventOf(options, captchaResult);
    const { origin, ...wanted } = { origin: 'plain', ...expected };
    assert.deepEqual({ ...event }, origin === undefined ? wanted : { origin, ...wanted });
  });
}

test('event: misuse is an error, an abort is aborted', async () => {
  const { event: misuse } = await eventOf({}, solved(), { userIp: 'x' });
  assert.deepEqual(
    { ...misuse },
    {
      status: 'error',
      code: 'ERR_CAPTCHA_INVALID_ARGUMENT',
      attempts: 0,
    },
  );
  const events = [];
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    transport: () => new Promise(() => {}),
    onCheck: (event) => events.push(event),
  });
  const controller = new AbortController();
  const { signal } = controller;
  const check = captcha.check({ captchaResult: solved(), userIp: USER_IP, signal });
  setTimeout(() => controller.abort(new Error('gone')), 10);
  await assert.rejects(check, { message: 'gone' });
  assert.equal(events[0].status, 'aborted');
  assert.equal(events[0].attempts, 1);
  captcha.dispose();
  await assert.rejects(captcha.check({ captchaResult: solved(), userIp: USER_IP }));
  assert.equal(events[1].code, 'ERR_CAPTCHA_DISPOSED');
});

test('event: an abort is aborted whatever its reason is', async () => {
  for (const reason of [new lib.CaptchaError('ERR_CAPTCHA_AUTH', 'x'), undefined, 'text', null]) {
    for (const early of [true, false]) {
      const events = [];
      const captcha = lib.createCaptcha({
        ...captchaOptions(),
        transport: () => new Promise(() => {}),
        onCheck: (event) => events.push(event),
      });
      const controller = new AbortController();
      if (early) controller.abort(reason);
      const { signal } = controller;
      const check = captcha.check({ captchaResult: solved(), userIp: USER_IP, signal });
      if (!early) setTimeout(() => controller.abort(reason), 5);
      await check.then(assert.fail, () => {});
      captcha.dispose();
      const [{ status, attempts, code }] = events;
      assert.deepEqual([status, attempts, code], ['aborted', early ? 0 : 1, undefined]);
    }
  }
});

test('event: createVerifier takes onCheck as well', async () => {
  const events = [];
  const onCheck = (event) => events.push(event);
  const verifier = lib.createVerifier({ ...captchaOptions(), transport: passing, onCheck });
  await verifier.verify({ ticket: 't', userIp: USER_IP });
  await verifier.verify({ ticket: 'not a ticket', userIp: USER_IP });
  verifier.dispose();
  assert.deepEqual(
    events.map(({ status, reason }) => [status, reason]),
    [
      ['passed', undefined],
      ['rejected', 'malformed'],
    ],
  );
});

test('event: the channel gets the same object, and only while somebody listens', async () => {
  const heard = [];
  const listener = (event, name) => heard.push([event, name]);
  const events = [];
  const onCheck = (event) => events.push(event);
  const captcha = lib.createCaptcha({ ...captchaOptions(), transport: passing, onCheck });
  const check = () => captcha.check({ captchaResult: solved(), userIp: USER_IP });
  await check();
  assert.equal(heard.length, 0);
  diagnostics.subscribe(CHANNEL, listener);
  await check();
  diagnostics.unsubscribe(CHANNEL, listener);
  await check();
  captcha.dispose();
  assert.equal(events.length, 3);
  assert.equal(heard.length, 1);
  assert.equal(heard[0][0], events[1]);
  assert.equal(heard[0][1], CHANNEL);
});

for (const [what, onCheck] of [
  [
    'throws',
    () => {
      throw new Error('the listener is broken');
    },
  ],
  ['rejects', async () => Promise.reject(new Error('the listener is broken'))],
  [
    'returns a thenable that throws',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: that is the attack
      then() {
        throw new Error('the listener is broken');
      },
    }),
  ],
]) {
  test(`event: a listener that ${what} changes nothing, and is said once`, async () => {
    const warnings = [];
    const listener = (warning) => warnings.push(warning);
    process.on('warning', listener);
    const captcha = lib.createCaptcha({ ...captchaOptions(), transport: passing, onCheck });
    for (let count = 0; count < 3; count += 1) {
      const check = captcha.check({ captchaResult: solved(), userIp: USER_IP });
      assert.equal(await label(check), 'passed');
    }
    captcha.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('warning', listener);
    assert.deepEqual(
      warnings.map(({ name }) => name),
      ['CaptchaWarning'],
    );
    assert.match(warnings[0].message, /onCheck.*the listener is broken/);
  });
}

test('event: no secret, no ticket, no address, whatever happens', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const events = [];
  const onCheck = (event) => events.push(event);
  const captcha = lib.createCaptcha({ ...captchaOptions(url), timeoutMs: 300, onCheck });
  const seen = [];
  for (const fault of [
    null,
    { kind: 'junk' },
    { kind: 'reset' },
    { kind: 'hang' },
    { kind: 'error', code: 'InvalidParameter' },
    { kind: 'code', captchaCode: 100 },
  ]) {
    simulator.setFault(fault);
    const captchaResult = solve(simulator);
    seen.push(captchaResult.detail.ticket);
    await label(captcha.check({ captchaResult, userIp: USER_IP }));
  }
  captcha.dispose();
  assert.equal(events.length, 6);
  const text = inspect(events, { depth: 5, showHidden: true });
  for (const secret of [...seen, USER_IP, APP_SECRET_KEY, ...Object.values(CREDENTIALS)]) {
    assert.ok(!text.includes(secret), text);
  }
});

test('event: a polluted Object.prototype adds nothing', async () => {
  Object.assign(Object.prototype, { captchaCode: 1, requestId: 'polluted', reason: 'risk' });
  let event;
  try {
    ({ event } = await eventOf({ transport: () => Promise.reject(new Error('x')) }));
  } finally {
    for (const name of ['captchaCode', 'requestId', 'reason']) delete Object.prototype[name];
  }
  assert.deepEqual(
    { ...event },
    {
      status: 'unavailable',
      reason: 'network',
      attempts: 1,
      origin: 'plain',
      action: MINI,
    },
  );
});
