// What each answer of the vendor comes to, through the package, from the list that Rust reads too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { captchaOptions, label, lib, solve, roundTrip, USER_IP } from './lib/package.mjs';

const vectors = JSON.parse(
  readFileSync(new URL('../vectors/verify-outcomes.json', import.meta.url), 'utf8'),
);
const ACTIONS = { mini: 'DescribeCaptchaMiniResult', web: 'DescribeCaptchaResult' };
const { plain } = vectors.tickets;

const interpret = (status, body, action, ticket = plain) =>
  label((async () => lib.parseVerifyResponse({ status, body }, { action, ticket }))());

test('every CaptchaCode of both actions', async () => {
  for (const one of vectors.captchaCodes) {
    const ticket = vectors.tickets[one.ticket ?? 'plain'];
    const body = JSON.stringify({ Response: { CaptchaCode: one.code, RequestId: 'r-1' } });
    for (const [name, action] of Object.entries(ACTIONS)) {
      assert.equal(await interpret(200, body, action, ticket), one[name], `${one.code} ${name}`);
    }
  }
});

test('every API error', async () => {
  for (const { code, outcome } of vectors.apiErrors) {
    const body = JSON.stringify({
      Response: { Error: { Code: code, Message: '' }, RequestId: 'r' },
    });
    assert.equal(await interpret(200, body, ACTIONS.web), outcome, code);
  }
});

test('every HTTP status', async () => {
  const body = JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } });
  for (const { status, outcome } of vectors.httpStatuses) {
    assert.equal(await interpret(status, body, ACTIONS.mini), outcome, String(status));
  }
  for (const status of [NaN, Infinity, -200, 200.5, 2 ** 32 + 200, 65536 + 200]) {
    assert.equal(await interpret(status, body, ACTIONS.mini), 'unavailable/service');
  }
});

test('every body, tampered with or not', async () => {
  for (const one of vectors.bodies) {
    const [before, middle, times, after] = one.bodyRepeat ?? [];
    const repeated = Array.from({ length: times ?? 0 }, (_, index) => middle.replace('%', index));
    const body = one.body ?? [before, ...repeated, after].join('');
    for (const action of Object.values(ACTIONS)) {
      assert.equal(await interpret(200, body, action), one.outcome, one.name);
    }
  }
});

test('a passing answer carries what the contract says and nothing else', () => {
  const response = { CaptchaCode: 1, EvilLevel: 0, Score: 92, RequestId: 'r-1', More: 1 };
  assert.deepStrictEqual(
    {
      ...lib.parseVerifyResponse(
        { status: 200, body: JSON.stringify({ Response: response }) },
        { action: ACTIONS.web, ticket: plain },
      ),
    },
    { status: 'passed', ticket: plain, requestId: 'r-1', evilLevel: 0, score: 92 },
  );
});

test('check with each code: passed by 1 alone, released by unavailable alone', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  for (const flow of ['plugin', 'mini-program']) {
    const name = flow === 'plugin' ? 'mini' : 'web';
    for (const one of vectors.captchaCodes) {
      if (one.ticket) continue; // refused without a call
      simulator.setFault({ kind: 'code', captchaCode: one.code, times: 1 });
      const captchaResult = solve(simulator, flow);
      const check = () => label(captcha.check({ captchaResult, userIp: USER_IP }));
      assert.equal(await check(), one[name], `${one.code} ${flow}`);
      const released = one[name].startsWith('unavailable');
      assert.equal(await check(), released ? 'passed' : 'rejected/replayed', `${one.code} again`);
    }
    simulator.setFault({ kind: 'code', captchaCode: 1, extra: { EvilLevel: 100 } });
    const evil = captcha.check({ captchaResult: solve(simulator, flow), userIp: USER_IP });
    assert.equal(await label(evil), 'rejected/malicious');
    simulator.setFault(null);
  }
});

test('what needs no question is answered without one', async (t) => {
  let sent = 0;
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    transport: async () => {
      sent++;
      return { status: 500, body: '' };
    },
  });
  t.after(() => captcha.dispose());
  for (const [captchaResult, expected] of [
    [{ ret: 2 }, 'rejected/closed'],
    [{ type: 'close', detail: { ret: 2 } }, 'rejected/closed'],
    [{ ret: 1 }, 'rejected/failed'],
    [{ ret: 0, ticket: vectors.tickets.fallback }, 'rejected/fallback_ticket'],
    [{ ret: 0, ticket: vectors.tickets.olderFallback }, 'rejected/fallback_ticket'],
    [{ ret: 0, ticket: 'trerror_x' }, 'rejected/fallback_ticket'],
    [{ ret: 0 }, 'rejected/malformed'],
    [{ ret: 0, ticket: 'a\r\nb' }, 'rejected/malformed'],
    [{ ret: 0, ticket: 't', randstr: 'a\r\nX-A: b' }, 'rejected/malformed'],
    ['{', 'rejected/malformed'],
    [undefined, 'rejected/malformed'],
    [
      {
        get ret() {
          throw new Error('trap');
        },
      },
      'rejected/malformed',
    ],
    [
      new Proxy(
        {},
        {
          getOwnPropertyDescriptor() {
            throw new Error('trap');
          },
        },
      ),
      'rejected/malformed',
    ],
  ]) {
    assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), expected);
  }
  assert.equal(sent, 0);
});

test('misuse rejects and names the argument', async (t) => {
  const { captcha, simulator } = await roundTrip(t);
  const captchaResult = solve(simulator);
  for (const [input, name] of [
    [undefined, 'input'],
    [{ captchaResult }, 'userIp'],
    [{ captchaResult, userIp: 7 }, 'userIp'],
    [{ captchaResult, userIp: '1.2.3.4\r\nX-Evil: 1' }, 'userIp'],
    [{ captchaResult, userIp: 'x'.repeat(1e6) }, 'userIp'],
    [
      {
        captchaResult,
        get userIp() {
          throw new Error('trap');
        },
      },
      'userIp',
    ],
    [{ captchaResult, userIp: USER_IP, signal: {} }, 'signal'],
    [{ captchaResult, userIp: USER_IP, signal: null }, 'signal'],
  ]) {
    await assert.rejects(captcha.check(input), (error) => {
      assert.equal(error.code, 'ERR_CAPTCHA_INVALID_ARGUMENT');
      assert.match(error.message, new RegExp(`^${name} `));
      return true;
    });
  }
  assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), 'passed');
  for (const [options, code] of [
    [{ endpoint: 'http://example.com' }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [
      { endpoint: 'https://captcha.tencentcloudapi.com@evil.example' },
      'ERR_CAPTCHA_INVALID_ARGUMENT',
    ],
    [{ endpoint: 'evil.example/?x=' }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ endpoint: 7 }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ timeoutMs: 0 }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ timeoutMs: NaN }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ timeoutMs: '5' }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ transport: {} }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ store: {} }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ businessId: 1.5 }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ sceneId: -1 }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ captchaAppId: 'x' }, 'ERR_CAPTCHA_INVALID_ARGUMENT'],
    [{ appSecretKey: '' }, 'ERR_CAPTCHA_INVALID_KEY'],
    [{ appSecretKey: Uint8Array.of(0xff) }, 'ERR_CAPTCHA_INVALID_KEY'],
    [{ credentials: { secretId: 'x' } }, 'ERR_CAPTCHA_CREDENTIALS'],
    [{ credentials: null }, 'ERR_CAPTCHA_CREDENTIALS'],
  ]) {
    assert.throws(() => lib.createCaptcha({ ...captchaOptions(), ...options }), { code });
  }
});

test('after dispose everything says so, and dispose can be called again', async () => {
  const { captcha, simulator } = await roundTrip();
  captcha.dispose();
  captcha.dispose();
  assert.throws(() => captcha.issueAid(), { code: 'ERR_CAPTCHA_DISPOSED' });
  const check = captcha.check({ captchaResult: solve(simulator), userIp: USER_IP });
  await assert.rejects(check, { code: 'ERR_CAPTCHA_DISPOSED' });
  await assert.rejects(captcha.check({ captchaResult: '', userIp: USER_IP }), {
    code: 'ERR_CAPTCHA_DISPOSED',
  });
  await simulator.close();
});
