// Secrets of the ticket check: none in the wasm memory after each path that touched them, failed
// ones included, and none in the heap of a process that disposed of the captcha and let go of its
// own strings. (The token path's memory is scanned in tests/js/node/memory.test.mjs.)

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshCopy, memoryOf, packageFolder, passingBody, USER_IP } from './lib/package.mjs';

const APP_SECRET_KEY = 'kQ7vZr2LxWm9TsB4nYc8HdJp3';
const SECRET_ID = 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXA';
const SECRET_KEY = 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE';
const TOKEN = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY';

const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();

/** Everything that can be computed from the secrets and lets somebody sign, of today and its neighbours. */
function derived() {
  const days = [-1, 0, 1].map((day) =>
    new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10),
  );
  return days.flatMap((day) => {
    const date = hmac(`TC3${SECRET_KEY}`, day);
    const service = hmac(date, 'captcha');
    const signing = hmac(service, 'tc3_request');
    // HMAC's own blocks: the key with ipad and with opad.
    const pads = [Buffer.from(`TC3${SECRET_KEY}`), date, service, signing].flatMap((key) =>
      [0x36, 0x5c].map((pad) => Buffer.from(key.map((byte) => byte ^ pad))),
    );
    return [date, service, signing, ...pads];
  });
}

/** In pieces of eight bytes, so that a part of a secret counts too. */
const pieces = (secret) =>
  Array.from({ length: Math.max(1, secret.length - 7) }, (_, at) => secret.subarray(at, at + 8));

const sought = () => {
  const named = [
    ['AppSecretKey', Buffer.from(APP_SECRET_KEY)],
    ['SecretKey', Buffer.from(SECRET_KEY)],
    ['token', Buffer.from(TOKEN)],
    ...derived().map((key) => ['signing key', key]),
  ];
  return named.flatMap(([name, secret]) => pieces(secret).map((piece) => [name, piece]));
};

/** Which secrets the memory holds, by name. */
function found(lib, only) {
  const memory = Buffer.from(Buffer.from(memoryOf(lib).buffer)).toString('latin1');
  const names = sought()
    .filter(([name]) => !only || only.includes(name))
    .filter(([, piece]) => memory.includes(piece.toString('latin1')))
    .map(([name]) => name);
  return [...new Set(names)];
}

const credentials = { secretId: SECRET_ID, secretKey: SECRET_KEY, token: TOKEN };
const base = { captchaAppId: '123456789', appSecretKey: APP_SECRET_KEY, credentials };
const answers = (body, status = 200) => ({ transport: async () => ({ status, body }) });
const throws = (thrown) => ({
  transport: async () => {
    throw thrown;
  },
});
const check = (captcha, more) =>
  captcha.check({
    captchaResult: { ret: 0, ticket: `t03${Math.random()}` },
    userIp: USER_IP,
    ...more,
  });

test('what is sought is there while a captcha lives: its absence means something', async () => {
  const lib = freshCopy();
  const captcha = lib.createCaptcha({ ...base, ...answers(passingBody()) });
  assert.equal((await check(captcha)).status, 'passed');
  const live = found(lib);
  assert.ok(live.includes('AppSecretKey'), `the vendor wants it in each request: ${live}`);
  assert.ok(live.includes('signing key'), `the day's signing key is kept: ${live}`);
  // The account's own secrets pass through and are not kept.
  assert.deepEqual(found(lib, ['SecretKey', 'token']), [], 'between calls');
  captcha.dispose();
  assert.deepEqual(found(lib), []);
});

const paths = [
  ['a ticket that passes', answers(passingBody())],
  ['a ticket that is refused', answers('{"Response":{"CaptchaCode":8,"RequestId":"r"}}')],
  ['an answer that cannot be read', answers('<html>')],
  [
    'an answer that blames the credentials',
    answers('{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"},"RequestId":"r"}}'),
  ],
  [
    'a rate limit, tried again',
    answers('{"Response":{"Error":{"Code":"RequestLimitExceeded"},"RequestId":"r"}}'),
  ],
  ['a transport that throws', throws(new Error('broken'))],
  ['a transport that never answers', { transport: () => new Promise(() => {}), timeoutMs: 30 }],
  [
    'a store that throws',
    {
      store: {
        claim: async () => {
          throw new Error('down');
        },
        release: async () => {},
      },
    },
  ],
  [
    'credentials that throw',
    {
      credentials: async () => {
        throw new Error('none');
      },
    },
  ],
  ['credentials with a bad id', { credentials: { ...credentials, secretId: 'a b' } }],
  ['credentials with a bad key', { credentials: { ...credentials, secretKey: `${SECRET_KEY}\n` } }],
  [
    'credentials with a key that is too long',
    { credentials: { ...credentials, secretKey: SECRET_KEY.repeat(9) } },
  ],
  ['credentials with a bad token', { credentials: { ...credentials, token: `${TOKEN} ${TOKEN}` } }],
];

for (const [name, options] of paths) {
  test(`nothing is left after dispose: ${name}`, async () => {
    const lib = freshCopy();
    const captcha = lib.createCaptcha({ ...base, ...answers(passingBody()), ...options });
    await check(captcha).catch((error) => assert.ok(lib.isCaptchaError(error), error.stack));
    assert.deepEqual(found(lib, ['SecretKey', 'token']), [], 'while it lives');
    captcha.dispose();
    assert.deepEqual(found(lib), []);
  });
}

test('nothing is left after an abort in the middle', async () => {
  const lib = freshCopy();
  const aborting = new AbortController();
  const transport = () => new Promise(() => setTimeout(() => aborting.abort(new Error('stop')), 5));
  const captcha = lib.createCaptcha({ ...base, transport });
  await assert.rejects(check(captcha, { signal: aborting.signal }), /stop/);
  captcha.dispose();
  assert.deepEqual(found(lib), []);
});

test('nothing is left after options that are refused', () => {
  const lib = freshCopy();
  for (const bad of [
    { captchaAppId: '0' },
    { endpoint: 'http://evil' },
    { timeoutMs: 0 },
    { businessId: -1 },
    { sceneId: 1.5 },
    { appSecretKey: `${APP_SECRET_KEY}12345678` },
    { expiresInSeconds: 0 },
    { mode: 'ecb' },
    { store: 1 },
    { transport: 1 },
    { credentials: 1 },
    { credentials: { secretId: 1, secretKey: SECRET_KEY } },
  ]) {
    assert.throws(
      () => lib.createCaptcha({ ...base, ...bad }),
      lib.CaptchaError,
      JSON.stringify(bad),
    );
    assert.deepEqual(found(lib), [], JSON.stringify(bad));
  }
});

/** A copy of options in which reading one of them throws. */
const throwingAt = (options, name) => {
  const get = () => {
    throw new Error(`getter of ${name}`);
  };
  return Object.defineProperty({ ...options }, name, { enumerable: true, get });
};

test('nothing is left after a getter that throws, wherever it comes', async () => {
  const lib = freshCopy();
  const options = {
    ...base,
    expiresInSeconds: 60,
    mode: 'cbc',
    endpoint: undefined,
    timeoutMs: 1000,
    businessId: 1,
    sceneId: 1,
    store: undefined,
    ...answers(passingBody()),
  };
  for (const name of Object.keys(options)) {
    assert.throws(() => lib.createCaptcha(throwingAt(options, name)), lib.CaptchaError, name);
    assert.deepEqual(found(lib), [], name);
  }
  const signed = {
    ...base,
    ticket: 't03',
    randstr: '@a',
    userIp: USER_IP,
    nowSeconds: 1_700_000_000,
  };
  for (const name of Object.keys(signed)) {
    assert.throws(() => lib.signVerifyRequest(throwingAt(signed, name)), lib.CaptchaError, name);
    assert.deepEqual(found(lib), [], name);
  }
  for (const name of Object.keys(credentials)) {
    const captcha = lib.createCaptcha({
      ...options,
      credentials: () => throwingAt(credentials, name),
    });
    await assert.rejects(check(captcha), lib.CaptchaError, name);
    captcha.dispose();
    assert.deepEqual(found(lib), [], name);
  }
});

test('nothing is left after signVerifyRequest, good and bad', () => {
  const lib = freshCopy();
  const options = { ...base, ticket: 't03', userIp: USER_IP };
  lib.signVerifyRequest(options);
  assert.deepEqual(found(lib), []);
  for (const bad of [
    { ticket: '' },
    { userIp: 'x' },
    { randstr: ' ' },
    { nowSeconds: -1 },
    { endpoint: '/' },
  ]) {
    assert.throws(() => lib.signVerifyRequest({ ...options, ...bad }), lib.CaptchaError);
    assert.deepEqual(found(lib), [], JSON.stringify(bad));
  }
});

test('two captchas: what one leaves behind is nothing, while the other lives', async () => {
  const lib = freshCopy();
  const other = lib.createCaptcha({
    ...base,
    appSecretKey: 'another',
    credentials: { secretId: 'a', secretKey: 'b' },
    ...answers(passingBody()),
  });
  const captcha = lib.createCaptcha({ ...base, ...answers(passingBody()) });
  await check(other);
  await check(captcha);
  captcha.dispose();
  assert.deepEqual(found(lib), []);
  other.dispose();
});

test('a heap snapshot after dispose has no copy that the package made', () => {
  const script = fileURLToPath(new URL('./lib/heap.cjs', import.meta.url));
  const done = spawnSync(process.execPath, ['--expose-gc', script, packageFolder], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  assert.equal(done.status, 0, done.stderr);
  const { live, after } = JSON.parse(done.stdout);
  // While it lives, credentials that were given as an object are kept: that they are seen shows
  // that the search finds them.
  assert.ok(live.includes('secretKey'), `seen while it lives: ${live}`);
  assert.deepEqual(after, []);
});
