// The simulator refuses what the vendor would.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  createSimulator,
  CREDENTIALS,
  label,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const OTHER = { captchaAppId: '987654321', appSecretKey: 'anotherKey' };
const APPS = [
  { captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY },
  OTHER,
  { captchaAppId: '555', appSecretKey: 'strict', requireAid: true },
];

/** Signs and sends a request of one's own, changed in one place. */
async function ask(url, ticket, change = {}, options = {}) {
  const request = lib.signVerifyRequest({
    captchaAppId: CAPTCHA_APP_ID,
    appSecretKey: APP_SECRET_KEY,
    credentials: CREDENTIALS,
    endpoint: url,
    ticket,
    userIp: USER_IP,
    ...options,
  });
  const { Host: _, ...headers } = { ...request.headers, ...change.headers };
  const response = await fetch(change.url ?? request.url, {
    method: change.method ?? 'POST',
    headers,
    body: change.method === 'GET' ? undefined : (change.body ?? request.body),
  });
  const { Response } = await response.json();
  return Response.Error?.Code ?? Response.CaptchaCode;
}

test('signatures: altered, late, early, of another account', async (t) => {
  const { url } = await roundTrip(t);
  const now = Math.floor(Date.now() / 1000);
  assert.equal(await ask(url, 'tr0x'), 15, 'rightly signed');
  for (const [change, options, expected] of [
    [{ body: '{}' }, {}, 'AuthFailure.SignatureFailure'],
    [{ headers: { Authorization: 'none' } }, {}, 'AuthFailure.InvalidAuthorization'],
    [
      { headers: { 'X-TC-Timestamp': String(now + 1) } },
      { nowSeconds: now },
      'AuthFailure.SignatureFailure',
    ],
    [{}, { nowSeconds: now - 301 }, 'AuthFailure.SignatureExpire'],
    [{}, { nowSeconds: now + 310 }, 'AuthFailure.SignatureExpire'],
    [{}, { nowSeconds: now - 290 }, 15],
    [{}, { credentials: { ...CREDENTIALS, secretKey: 'x' } }, 'AuthFailure.SignatureFailure'],
    [{}, { credentials: { ...CREDENTIALS, secretId: 'x' } }, 'AuthFailure.SecretIdNotFound'],
    [{}, { credentials: { ...CREDENTIALS, token: 'x' } }, 'AuthFailure.TokenFailure'],
    [{ headers: { 'X-TC-Action': 'Other' } }, {}, 'InvalidAction'],
    [{ headers: { 'X-TC-Action': 'constructor' } }, {}, 'InvalidAction'],
    [{ headers: { 'X-TC-Version': '2020-01-01' } }, {}, 'NoSuchVersion'],
  ])
    assert.equal(await ask(url, 'tr0x', change, options), expected);
});

test('the Date header follows the clock, whatever is answered', async (t) => {
  let now = Date.UTC(2030, 0, 2, 3, 4, 5, 678);
  const { simulator, url } = await roundTrip(t, { simulator: { clock: () => now } });
  const dateOf = async () => (await fetch(url)).headers.get('date');
  assert.equal(await dateOf(), 'Wed, 02 Jan 2030 03:04:05 GMT');
  now += 61_000;
  for (const fault of [
    null,
    { kind: 'status', status: 500 },
    { kind: 'junk' },
    { kind: 'error', code: 'InternalError' },
    { kind: 'code', captchaCode: 8 },
    { kind: 'delay', delayMs: 1 },
  ]) {
    simulator.setFault(fault);
    assert.equal(await dateOf(), 'Wed, 02 Jan 2030 03:05:06 GMT', fault?.kind);
  }
});

test('a port that cannot be had rejects, and another one can be asked for', async (t) => {
  const { url } = await roundTrip(t);
  const simulator = createSimulator({ apps: APPS, credentials: CREDENTIALS });
  t.after(() => simulator.close());
  await assert.rejects(simulator.listen(Number(new URL(url).port)), { code: 'EADDRINUSE' });
  await assert.rejects(simulator.listen(65_536), { code: 'ERR_SOCKET_BAD_PORT' });
  assert.match((await simulator.listen()).url, /^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a fault that is misspelled is refused', async (t) => {
  const { simulator } = await roundTrip(t);
  for (const fault of [{ kind: 'fire' }, { kind: 'toString' }, {}, 'hang', 7]) {
    assert.throws(() => simulator.setFault(fault), /fault\.kind must be one of hang, reset,/);
  }
  assert.throws(() => simulator.setFault({ kind: 'code', code: 26 }), /fault\.captchaCode must be a number/);
  assert.throws(() => simulator.setFault({ kind: 'error' }), /fault\.code must be a string/);
  for (const status of [NaN, 42, 200.5, 600]) {
    assert.throws(() => simulator.setFault({ kind: 'status', status }), /fault\.status must be a whole number from 200/);
  }
});

test('tickets: of another app, with a wrong secret, expired, used, in the wrong action', async (t) => {
  let now = Date.now();
  const { simulator, url } = await roundTrip(t, { simulator: { apps: APPS, clock: () => now } });
  const ticketOf = (captchaAppId, flow) =>
    lib.parseCaptchaResult(simulator.solve({ captchaAppId, flow }));
  const plugin = () => ticketOf(CAPTCHA_APP_ID, 'plugin').ticket;
  const web = () => ticketOf(CAPTCHA_APP_ID, 'mini-program');
  const wrongKey = { appSecretKey: 'wrong' };
  assert.equal(await ask(url, plugin()), 1);
  assert.equal(await ask(url, ticketOf(OTHER.captchaAppId, 'plugin').ticket), 7);
  assert.equal(await ask(url, plugin(), {}, wrongKey), 15);
  assert.equal(await ask(url, plugin(), {}, { captchaAppId: '1' }), 16);
  assert.equal(await ask(url, 'no ticket'.replace(' ', '')), 10);
  assert.equal(await ask(url, plugin(), {}, { randstr: '@x' }), 15);
  assert.equal(await ask(url, 'trerror_1_1_1'), 21);
  const one = web();
  assert.equal(await ask(url, one.ticket), 15, 'on the Mini action');
  assert.equal(await ask(url, one.ticket, {}, { randstr: '@other' }), 7);
  assert.equal(await ask(url, one.ticket, {}, { ...wrongKey, randstr: one.randstr }), 100);
  assert.equal(await ask(url, one.ticket, {}, { ...OTHER, randstr: one.randstr }), 16);
  assert.equal(await ask(url, one.ticket, {}, { randstr: one.randstr }), 1);
  assert.equal(await ask(url, one.ticket, {}, { randstr: one.randstr }), 9);
  const late = [plugin(), web()];
  now += 301_000;
  const nowSeconds = Math.floor(now / 1000);
  assert.equal(await ask(url, late[0], {}, { nowSeconds }), 8);
  assert.equal(await ask(url, late[1].ticket, {}, { nowSeconds, randstr: late[1].randstr }), 8);
});

test('tokens: wanted, right, of another app, expired, replayed', async (t) => {
  let now = Date.now();
  const { simulator } = await roundTrip(t, { simulator: { apps: APPS, clock: () => now } });
  const solveWith = (aidEncrypted, captchaAppId = '555', flow = 'plugin') =>
    simulator.solve({ captchaAppId, aidEncrypted, flow });
  const token = (options) =>
    lib.encryptAid({ captchaAppId: '555', appSecretKey: 'strict', ...options });
  const good = token();
  assert.equal(solveWith(good).type, 'verify');
  for (const [result, problem] of [
    [solveWith(good), /replayed/],
    [solveWith(undefined), /missing/],
    [solveWith('x'), /not_base64/],
    [solveWith(token({ appSecretKey: 'other' })), /wrong_key/],
    [solveWith(token({ captchaAppId: '556' })), /app_id_mismatch/],
    [solveWith(token(), 'nobody'), /no such/],
  ]) {
    assert.equal(result.type, 'error');
    assert.match(result.detail.errMsg, problem);
    assert.match(result.detail.errMsg, /^1006 /);
  }
  assert.deepEqual(solveWith(undefined, '555', 'mini-program').referrerInfo.extraData, { ret: 1 });
  const shortLived = token({ expiresInSeconds: 10 });
  now += 11_000;
  assert.match(solveWith(shortLived).detail.errMsg, /expired/);
  // Without the console's switch a token may be left out and come again, but not be wrong.
  const lax = lib.encryptAid({ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY });
  assert.equal(solveWith(undefined, CAPTCHA_APP_ID).type, 'verify');
  assert.equal(solveWith(lax, CAPTCHA_APP_ID).type, 'verify');
  assert.equal(solveWith(lax, CAPTCHA_APP_ID).type, 'verify');
  assert.equal(solveWith('wrong', CAPTCHA_APP_ID).type, 'error');
});

test('tokens of the web widget: the mode and the data that its options name', async (t) => {
  const { simulator, captcha } = await roundTrip(t, { simulator: { apps: APPS } });
  const app = { captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY };
  const refused = (aidEncrypted, options) => {
    const result = simulator.solve({ ...app, aidEncrypted, flow: 'web', ...options });
    const { errorCode, errorMessage } = result;
    if (errorCode === undefined) return undefined;
    assert.equal(errorCode, 1006);
    assert.deepEqual(lib.parseCaptchaResult(result), {
      origin: 'plain',
      status: 'fallback',
      ret: 0,
      ticket: result.ticket,
      randstr: result.randstr,
      errorCode: 1006,
      captchaAppId: CAPTCHA_APP_ID,
      issuedAtSeconds: Number(result.ticket.split('_')[3]),
    });
    return errorMessage;
  };
  const [cbc, gcm] = ['cbc', 'gcm'].map((mode) => lib.encryptAid({ ...app, mode }));
  const bound = lib.encryptAid({ ...app, mode: 'gcm', aad: 'user:alice' });
  const aidEncryptedAad = Buffer.from('user:alice').toString('base64');
  for (const [token, options, problem] of [
    [cbc, {}],
    [gcm, {}],
    [cbc, { aidEncryptedType: 'cbc' }],
    [gcm, { aidEncryptedType: 'gcm' }],
    [bound, { aidEncryptedType: 'gcm', aidEncryptedAad }],
    [undefined, {}],
    [cbc, { aidEncryptedType: 'gcm' }, 'aidEncrypted: wrong_key'],
    [gcm, { aidEncryptedType: 'cbc' }, 'aidEncrypted: wrong_length'],
    [bound, { aidEncryptedType: 'gcm' }, 'aidEncrypted: wrong_key'],
    [
      lib.encryptAid({ ...app, mode: 'gcm', appSecretKey: 'another' }),
      {},
      'aidEncrypted: wrong_key',
    ],
    [lib.encryptAid({ ...app, appSecretKey: 'another' }), {}, 'aidEncrypted: wrong_key'],
    [lib.encryptAid({ ...app, captchaAppId: '1' }), {}, 'aidEncrypted: app_id_mismatch'],
    ['x', {}, 'aidEncrypted: not_base64'],
  ]) {
    assert.equal(refused(token, options), problem, JSON.stringify(options));
  }
  // The plugin takes CBC only.
  assert.match(
    simulator.solve({ ...app, aidEncrypted: gcm, flow: 'plugin' }).detail.errMsg,
    /wrong_length/,
  );
  const captchaResult = simulator.solve({ ...app, aidEncrypted: 'x', flow: 'web' });
  assert.equal(
    await label(captcha.check({ captchaResult, userIp: USER_IP })),
    'rejected/fallback_ticket',
  );
});

test('what the client is handed, in every flow and all outcomes', async (t) => {
  const { simulator, captcha } = await roundTrip(t);
  for (const flow of ['plugin', 'mini-program']) {
    for (const [outcome, expected] of [
      ['solved', 'passed'],
      ['failed', 'rejected/failed'],
      ['closed', 'rejected/closed'],
    ]) {
      const captchaResult = simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow, outcome });
      assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), expected);
    }
  }
  assert.ok(lib.readShowOptions(solve(simulator, 'mini-program')));
  const web = (outcome) => simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow: 'web', outcome });
  for (const [outcome, expected] of [
    ['solved', 'passed'],
    ['closed', 'rejected/closed'],
  ]) {
    assert.equal(
      await label(captcha.check({ captchaResult: web(outcome), userIp: USER_IP })),
      expected,
    );
  }
  assert.deepEqual(Object.keys(web('solved')), ['ret', 'ticket', 'randstr', 'CaptchaAppId']);
  assert.equal(web('failed'), null, 'TCaptcha.js does not call back');
});

test('onRequest: what was asked and answered, without secrets, for every fault', async (t) => {
  const entries = [];
  const { simulator, captcha } = await roundTrip(t, {
    simulator: { onRequest: (entry) => entries.push(entry) },
  });
  const tickets = [];
  const ask = async (fault, flow = 'plugin') => {
    simulator.setFault(fault);
    const captchaResult = solve(simulator, flow);
    const { ticket, randstr } = lib.parseCaptchaResult(captchaResult);
    tickets.push(ticket, ...(randstr ? [randstr] : []));
    await label(captcha.check({ captchaResult, userIp: USER_IP }));
    return entries.pop();
  };
  const { asked, ...passed } = await ask(null);
  assert.deepEqual(passed, {
    action: 'DescribeCaptchaMiniResult',
    status: 200,
    answer: { CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: passed.answer.RequestId },
  });
  assert.deepEqual(asked, {
    CaptchaType: 9,
    CaptchaAppId: Number(CAPTCHA_APP_ID),
    Ticket: `${tickets[0].slice(0, 6)}…`,
    UserIp: USER_IP,
  });
  const web = await ask(null, 'mini-program');
  assert.deepEqual(
    [web.action, web.asked.Randstr],
    ['DescribeCaptchaResult', `${tickets[2].slice(0, 6)}…`],
  );
  for (const [fault, status, answer] of [
    [{ kind: 'reset' }, undefined, undefined],
    [{ kind: 'junk' }, 200, '<html><body>502 Bad Gateway</body></html>'],
    [{ kind: 'junk', body: 'x'.repeat(500) }, 200, `${'x'.repeat(100)}…`],
    [{ kind: 'status', status: 503 }, 503, { CaptchaCode: 1 }],
    [{ kind: 'code', captchaCode: 31 }, 200, { CaptchaCode: 31 }],
    [
      { kind: 'error', code: 'InternalError' },
      200,
      { Error: { Code: 'InternalError', Message: 'made by the simulator' } },
    ],
    [{ kind: 'truncate' }, 200, { CaptchaCode: 1 }],
    [{ kind: 'delay', delayMs: 1 }, 200, { CaptchaCode: 1 }],
  ]) {
    const entry = await ask(fault);
    assert.equal(entry.status, status);
    assert.equal(entry.fault, fault.kind);
    if (typeof answer !== 'object') assert.equal(entry.answer, answer);
    else assert.deepEqual({ ...entry.answer, ...answer }, entry.answer);
    for (const secret of [...tickets, APP_SECRET_KEY, ...Object.values(CREDENTIALS)]) {
      assert.ok(!JSON.stringify(entry).includes(secret));
    }
  }
});
