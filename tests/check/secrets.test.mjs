// Secrets appear in no outcome, error, log or inspection of any object; not with failing parts either.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import {
  captchaOptions,
  createSimulatorForSecrets,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

const SECRETS = {
  appSecretKey: 'appSecretKeyToBeHidden00',
  secretKey: 'secretKeyToBeHidden',
  secretId: 'AKIDtoBeHidden',
  token: 'tokenToBeHidden',
};
const { appSecretKey, ...credentials } = SECRETS;
const TICKET = 'tr0aTicketToBeHiddenInMessages';

/** Everything that a log could be made of. */
function texts(value) {
  const seen = [
    format('%o %O %j', value, value, value),
    inspect(value, { showHidden: true, depth: 12 }),
    String(value),
  ];
  try {
    seen.push(JSON.stringify(value));
  } catch {}
  for (let error = value; error instanceof Error; error = error.cause) {
    seen.push(error.message, error.stack, JSON.stringify(error, Object.getOwnPropertyNames(error)));
  }
  if (value?.cause) seen.push(...texts(value.cause));
  return seen.join('\n');
}

function assertHidden(value, what, { ticket = true } = {}) {
  const shown = texts(value);
  for (const [name, secret] of Object.entries(SECRETS)) {
    assert.ok(!shown.includes(secret), `${what} shows ${name}: ${shown.slice(0, 500)}`);
  }
  if (ticket) assert.ok(!shown.includes(TICKET), `${what} shows the ticket`);
}

const make = (options) =>
  lib.createCaptcha({ ...captchaOptions(), appSecretKey, credentials, timeoutMs: 200, ...options });

test('objects show nothing', async () => {
  const captcha = make();
  assertHidden(captcha, 'captcha');
  assertHidden(lib.createVerifier({ ...captchaOptions(), appSecretKey, credentials }), 'verifier');
  assertHidden(lib.memoryStore(), 'store');
  assertHidden(lib.createAidEncryptor({ captchaAppId: '1', appSecretKey }), 'encryptor');
  assertHidden(
    createSimulatorForSecrets({ apps: [{ captchaAppId: '1', appSecretKey }], credentials }),
    'simulator',
  );
});

test('a signed request shows the AppSecretKey in its body, as the vendor asks, and nowhere else', () => {
  const request = lib.signVerifyRequest({
    ...captchaOptions(),
    appSecretKey,
    credentials,
    ticket: TICKET,
    userIp: USER_IP,
  });
  assert.ok(request.body.includes(appSecretKey));
  const { body, headers, ...rest } = request;
  const { 'X-TC-Token': token, Authorization: authorization, ...others } = headers;
  assert.equal(token, credentials.token);
  assert.ok(
    !authorization.includes(credentials.secretKey) && !body.includes(credentials.secretKey),
  );
  assertHidden({ rest, others }, 'the rest');
});

test('outcomes and errors show nothing, whatever quotes the request', async () => {
  const quote = (request) =>
    Object.assign(new Error(`failed: ${request.body} ${JSON.stringify(request.headers)}`), {
      config: request,
      request,
      code: 'EQUOTED',
      response: { config: request },
    });
  const echo = (code) => async (request) => ({
    status: 200,
    body: JSON.stringify({ Response: { ...code, RequestId: 'r', CaptchaMsg: request.body } }),
  });
  const error = (Code) => async (request) => ({
    status: 200,
    body: JSON.stringify({
      Response: { Error: { Code, Message: `bad value ${request.body}` }, RequestId: 'r' },
    }),
  });
  const transports = [
    async (request) => {
      throw quote(request);
    },
    async (request) => {
      throw request;
    },
    async (request) => {
      throw request.body;
    },
    async (request) => ({ status: 500, body: request.body }),
    async (request) => ({ status: 200, body: request.body }),
    () => new Promise(() => {}),
    ...[0, 7, 8, 9, 15, 21, 26, 31, 100].map((CaptchaCode) => echo({ CaptchaCode })),
    ...[
      'AuthFailure.SignatureFailure',
      'InvalidParameter',
      'RequestLimitExceeded',
      'InternalError',
      'X',
    ].map(error),
  ];
  for (const transport of transports) {
    for (const randstr of ['@abc', undefined]) {
      const captcha = make({ transport });
      const input = { captchaResult: { ret: 0, ticket: TICKET, randstr }, userIp: USER_IP };
      assertHidden(await captcha.check(input).catch((thrown) => thrown), String(transport));
      captcha.dispose();
    }
  }
  for (const CaptchaCode of [1]) {
    const outcome = await make({ transport: echo({ CaptchaCode }) }).check({
      captchaResult: { ret: 0, ticket: TICKET },
      userIp: USER_IP,
    });
    assert.equal(outcome.status, 'passed');
    assertHidden(outcome, 'passed', { ticket: false });
  }
});

test('stores never see a ticket, and their failures bring nothing along', async () => {
  const keys = [];
  const store = {
    shared: true,
    async claim(key) {
      keys.push(key);
      throw Object.assign(new Error('down'), { command: { args: [credentials.secretKey] } });
    },
    async release() {},
  };
  const outcome = await make({ store }).check({
    captchaResult: { ret: 0, ticket: TICKET },
    userIp: USER_IP,
  });
  assert.equal(outcome.reason, 'store');
  assert.equal(outcome.cause.message, 'down');
  assertHidden(outcome, 'outcome');
  assert.match(keys[0], /^[0-9a-f]{64}$/);
});

test('bad arguments are not quoted', async () => {
  const bad = [
    () =>
      make({ credentials: { ...credentials, secretKey: `${SECRETS.secretKey}\n` } }).check({
        captchaResult: { ret: 0, ticket: TICKET },
        userIp: USER_IP,
      }),
    () => make({ appSecretKey: `${appSecretKey}${appSecretKey}` }),
    () =>
      make({ credentials: { ...credentials, secretId: `${SECRETS.secretId},` } }).check({
        captchaResult: { ret: 0, ticket: TICKET },
        userIp: USER_IP,
      }),
    () =>
      make({ credentials: { ...credentials, token: `${SECRETS.token} ` } }).check({
        captchaResult: { ret: 0, ticket: TICKET },
        userIp: USER_IP,
      }),
    () => make({ endpoint: `https://${SECRETS.secretKey}@example.com` }),
    () => make().check({ captchaResult: { ret: 0, ticket: `${TICKET}\n` }, userIp: USER_IP }),
    () => make().check({ captchaResult: { ret: 0, ticket: TICKET }, userIp: TICKET }),
    () => lib.credentialsFromEnvironment({ TENCENTCLOUD_SECRET_ID: SECRETS.secretId }),
  ];
  for (const work of bad) {
    const thrown = await (async () => work())().catch((error) => error);
    assertHidden(thrown, String(work));
  }
});

test('credentials: a function that fails, a pair that is mixed, variables that are missing', async () => {
  const cause = new Error('the metadata service is down');
  const rejected = make({
    credentials: async () => {
      throw cause;
    },
  }).check({ captchaResult: { ret: 0, ticket: TICKET }, userIp: USER_IP });
  await assert.rejects(
    rejected,
    (error) => error.code === 'ERR_CAPTCHA_CREDENTIALS' && error.cause === cause,
  );
  const sdk = {
    TENCENTCLOUD_SECRET_ID: 'i1',
    TENCENTCLOUD_SECRET_KEY: 'k1',
    TENCENTCLOUD_SESSION_TOKEN: 't1',
  };
  const platform = {
    TENCENTCLOUD_SECRETID: 'i2',
    TENCENTCLOUD_SECRETKEY: 'k2',
    TENCENTCLOUD_SESSIONTOKEN: 't2',
  };
  // Cloud functions refuse names that start with TENCENTCLOUD_.
  const own = {
    CAPTCHA_SECRET_ID: 'i0',
    CAPTCHA_SECRET_KEY: 'k0',
    CAPTCHA_SESSION_TOKEN: 't0',
  };
  const { CAPTCHA_SESSION_TOKEN: ___, ...ownPair } = own;
  const { TENCENTCLOUD_SESSION_TOKEN: _, ...withoutToken } = sdk;
  const { TENCENTCLOUD_SECRET_KEY: __, ...withoutKey } = sdk;
  for (const [env, expected] of [
    [sdk, { secretId: 'i1', secretKey: 'k1', token: 't1' }],
    [platform, { secretId: 'i2', secretKey: 'k2', token: 't2' }],
    [
      { ...sdk, ...platform },
      { secretId: 'i1', secretKey: 'k1', token: 't1' },
    ],
    [
      { ...platform, ...sdk, ...own },
      { secretId: 'i0', secretKey: 'k0', token: 't0' },
    ],
    [
      { ...platform, ...ownPair },
      { secretId: 'i0', secretKey: 'k0' },
    ],
    [
      { CAPTCHA_SECRET_ID: 'i0', ...platform },
      { secretId: 'i2', secretKey: 'k2', token: 't2' },
    ],
    // The platform's token is not for somebody's own pair.
    [
      { ...withoutToken, ...platform },
      { secretId: 'i1', secretKey: 'k1' },
    ],
    [
      { ...withoutKey, ...platform },
      { secretId: 'i2', secretKey: 'k2', token: 't2' },
    ],
    [
      { TENCENTCLOUD_SECRET_ID: 'i1', TENCENTCLOUD_SECRETKEY: 'k2' },
      { secretId: 'i1', secretKey: 'k2' },
    ],
  ])
    assert.deepEqual(lib.credentialsFromEnvironment(env), expected);
  for (const env of [{}, withoutKey, { ...sdk, TENCENTCLOUD_SECRET_KEY: '' }]) {
    assert.throws(
      () => lib.credentialsFromEnvironment(env),
      (error) =>
        error.code === 'ERR_CAPTCHA_CREDENTIALS' &&
        /TENCENTCLOUD_SECRET_ID.*TENCENTCLOUD_SECRETKEY/s.test(error.message),
    );
  }
});

test('credentials from the environment and from a function are those of the moment', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const { secretId, secretKey } = captchaOptions().credentials;
  let asked = 0;
  const rotating = lib.createCaptcha({
    ...captchaOptions(url),
    credentials: async () => {
      asked++;
      return { secretId, secretKey, token: '' };
    },
  });
  for (let index = 0; index < 3; index++)
    assert.equal(
      (await rotating.check({ captchaResult: solve(simulator), userIp: USER_IP })).status,
      'passed',
    );
  assert.equal(asked, 3);
  const { credentials: _, ...fromEnvironment } = captchaOptions(url);
  const captcha = lib.createCaptcha(fromEnvironment);
  const check = () => captcha.check({ captchaResult: solve(simulator), userIp: USER_IP });
  await assert.rejects(check(), { code: 'ERR_CAPTCHA_CREDENTIALS' });
  process.env.TENCENTCLOUD_SECRETID = secretId;
  process.env.TENCENTCLOUD_SECRETKEY = secretKey;
  assert.equal((await check()).status, 'passed');
  process.env.TENCENTCLOUD_SECRETKEY = 'rotated';
  await assert.rejects(check(), { code: 'ERR_CAPTCHA_AUTH' });
});

test('what somebody put on Object.prototype is no option', async (t) => {
  const { simulator, url } = await roundTrip(t);
  const pollution = {
    endpoint: 'evil.example',
    transport: () => ({ status: 200, body: '{"Response":{"CaptchaCode":1,"RequestId":"r"}}' }),
    ret: 0,
    ticket: 'tr0polluted',
    CaptchaCode: 1,
    status: 'passed',
    token: 'x',
    randstr: 'y',
    store: {},
    nowSeconds: 1,
    socketPath: '/tmp/evil',
  };
  for (const [name, value] of Object.entries(pollution))
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    const captcha = lib.createCaptcha(captchaOptions(url));
    assert.equal((await captcha.check({ captchaResult: {}, userIp: USER_IP })).reason, 'malformed');
    simulator.setFault({ kind: 'code', captchaCode: 8, times: 1 });
    const { ticket } = lib.parseCaptchaResult(solve(simulator));
    assert.equal(
      (await captcha.check({ captchaResult: { ret: 0, ticket }, userIp: USER_IP })).reason,
      'expired',
    );
    captcha.dispose();
  } finally {
    for (const name of Object.keys(pollution)) delete Object.prototype[name];
  }
});
