// A ticket that was not asked about is not used up: its claim is given back, or never made.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captchaOptions, countingStore, label, lib, USER_IP } from './lib/package.mjs';

const reason = new Error('the user went away');
const passing = async () => ({
  status: 200,
  body: '{"Response":{"CaptchaCode":1,"RequestId":"r"}}',
});
const refusing = (code) => async () => ({
  status: 200,
  body: JSON.stringify({ Response: { Error: { Code: code, Message: '' }, RequestId: 'r' } }),
});

/** Checks one ticket with options that make it fail, then again without: it must pass. */
async function isNotUsedUp(failing, expected, { claims = 1, signal, prepare } = {}) {
  const store = countingStore();
  const captchaResult = { ret: 0, ticket: `t${Math.random()}` };
  const first = lib.createCaptcha({ ...captchaOptions(), store, transport: passing, ...failing });
  const check = first.check({ captchaResult, userIp: USER_IP, signal });
  prepare?.();
  if (expected instanceof Error) await assert.rejects(check, (thrown) => thrown === expected);
  else assert.equal(await label(check), expected);
  first.dispose();
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(store.counts.claims, claims, 'claims');
  assert.equal(store.counts.releases, claims, 'releases');

  const second = lib.createCaptcha({ ...captchaOptions(), store, transport: passing });
  assert.equal(await label(second.check({ captchaResult, userIp: USER_IP })), 'passed');
  assert.equal(await label(second.check({ captchaResult, userIp: USER_IP })), 'rejected/replayed');
  second.dispose();
}

for (const code of ['AuthFailure.SignatureFailure', 'UnauthorizedOperation.Unauthorized']) {
  test(`ERR_CAPTCHA_AUTH: ${code}`, () =>
    isNotUsedUp({ transport: refusing(code) }, 'ERR_CAPTCHA_AUTH'));
}
for (const code of ['InvalidParameter', 'MissingParameter', 'InvalidAction']) {
  test(`ERR_CAPTCHA_REQUEST: ${code}`, () =>
    isNotUsedUp({ transport: refusing(code) }, 'ERR_CAPTCHA_REQUEST'));
}

for (const [what, credentials] of [
  ['an empty secretKey', { secretId: 'AKIDx', secretKey: '' }],
  ['a secretKey with a line feed', { secretId: 'AKIDx', secretKey: 'key\n' }],
  ['no secretKey', { secretId: 'AKIDx' }],
  ['a function that fails', undefined],
]) {
  test(`credentials are read and checked before the claim: ${what}`, () => {
    const source = async () => {
      if (credentials === undefined) throw new Error('down');
      return credentials;
    };
    return isNotUsedUp({ credentials: source }, 'ERR_CAPTCHA_CREDENTIALS', { claims: 0 });
  });
}

test('an abort during the claim', () => {
  const controller = new AbortController();
  const own = lib.memoryStore();
  const store = countingStore({
    shared: true,
    async claim(key, ttlSeconds) {
      const claimed = await own.claim(key, ttlSeconds);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return claimed;
    },
    release: (key) => own.release(key),
  });
  return isNotUsedUpIn(store, controller);
});

/** Aborts while the store is claiming; the claim then succeeds, and must be given back. */
async function isNotUsedUpIn(store, controller) {
  const captcha = lib.createCaptcha({ ...captchaOptions(), store, transport: passing });
  const input = { captchaResult: { ret: 0, ticket: 'taborted' }, userIp: USER_IP };
  const check = captcha.check({ ...input, signal: controller.signal });
  await new Promise((resolve) => setTimeout(resolve, 2));
  controller.abort(reason);
  await assert.rejects(check, (thrown) => thrown === reason);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(store.counts, { claims: 1, claimed: 1, releases: 1 });
  assert.equal(await label(captcha.check(input)), 'passed');
  captcha.dispose();
}

test('an abort between the two attempts, when the vendor has refused the first', () => {
  const controller = new AbortController();
  const transport = (request) => {
    setTimeout(() => controller.abort(reason), 10);
    return refusing('RequestLimitExceeded')(request);
  };
  return isNotUsedUp({ transport }, reason, { signal: controller.signal });
});

test('an abort while the vendor is being asked keeps the claim: nobody knows', async () => {
  const controller = new AbortController();
  const store = countingStore();
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    store,
    transport: () => new Promise(() => {}),
  });
  const captchaResult = { ret: 0, ticket: 'tasked' };
  const check = captcha.check({ captchaResult, userIp: USER_IP, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 10);
  await assert.rejects(check, (thrown) => thrown === reason);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(store.counts, { claims: 1, claimed: 1, releases: 0 });
  captcha.dispose();
});

test('signing that throws', async () => {
  // The clock of a machine that is off by more than Unix seconds can say.
  const { now } = Date;
  const store = countingStore();
  const captcha = lib.createCaptcha({ ...captchaOptions(), store, transport: passing });
  const input = { captchaResult: { ret: 0, ticket: 'tsigned' }, userIp: USER_IP };
  Date.now = () => NaN;
  try {
    assert.equal(await label(captcha.check(input)), 'ERR_CAPTCHA_INVALID_ARGUMENT');
  } finally {
    Date.now = now;
  }
  assert.deepEqual(store.counts, { claims: 1, claimed: 1, releases: 1 });
  assert.equal(await label(captcha.check(input)), 'passed');
  captcha.dispose();
});
