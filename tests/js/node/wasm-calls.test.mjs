// The wasm decides: each of these functions calls into it, whatever it is given.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshCopy } from './package.mjs';

const KEY = '1234567891011121314151516';
const APP = { captchaAppId: '190000000', appSecretKey: KEY };
const SHOW = {
  scene: 1038,
  referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: { ret: 2 } },
};

/** A copy of the package whose wasm exports are counted, and how often each was called. */
function countedCopy() {
  const counts = new Map();
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class {
    constructor(module, imports) {
      const { exports } = new Instance(module, imports);
      this.exports = Object.fromEntries(
        Object.entries(exports).map(([name, value]) => [name, counted(name, value)]),
      );
    }
  };
  function counted(name, value) {
    // What moves arguments in and out is no call into the core.
    if (typeof value !== 'function' || name.startsWith('__')) return value;
    return (...args) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return value(...args);
    };
  }
  try {
    const lib = freshCopy();
    lib.parseCaptchaResult({ ret: 1 }); // loads the wasm
    counts.clear();
    return { lib, counts };
  } finally {
    WebAssembly.Instance = Instance;
  }
}

const { lib, counts } = countedCopy();
const response = (fields) => ({ status: 200, body: JSON.stringify({ Response: fields }) });
const context = { action: 'DescribeCaptchaResult', ticket: 't' };

for (const [name, expected, call] of [
  ['parseCaptchaResult, object', 'parseCaptchaResult', () => lib.parseCaptchaResult({ ret: 1 })],
  [
    'parseCaptchaResult, event',
    'parseCaptchaResult',
    () => lib.parseCaptchaResult({ detail: { ret: 0, ticket: 't' } }),
  ],
  ['parseCaptchaResult, show', 'parseCaptchaResult', () => lib.parseCaptchaResult(SHOW)],
  ['parseCaptchaResult, text', 'parseCaptchaResult', () => lib.parseCaptchaResult('{"ret":2}')],
  ['parseCaptchaResult, nothing', 'parseCaptchaResult', () => lib.parseCaptchaResult(undefined)],
  ['readShowOptions, a return', 'readShowOptions', () => lib.readShowOptions(SHOW)],
  ['readShowOptions, another show', 'readShowOptions', () => lib.readShowOptions({ scene: 1001 })],
  ['encryptAid', 'encryptAid', () => lib.encryptAid(APP)],
  ['inspectAid', 'inspectAid', () => lib.inspectAid('AAAA', APP)],
  [
    'parseVerifyResponse',
    'parseVerifyResponse',
    () => lib.parseVerifyResponse(response({ CaptchaCode: 1, RequestId: 'r' }), context),
  ],
  [
    'parseVerifyResponse, junk',
    'parseVerifyResponse',
    () => lib.parseVerifyResponse({ status: 500, body: '' }, context),
  ],
]) {
  test(`${name} is decided in the wasm`, () => {
    counts.clear();
    try {
      call();
    } catch (error) {
      assert.ok(lib.isCaptchaError(error), String(error));
    }
    assert.ok(counts.get(expected) >= 1, `calls: ${[...counts].join('; ') || 'none'}`);
  });
}

test('a check signs and interprets in the wasm', async () => {
  const captcha = lib.createCaptcha({
    ...APP,
    credentials: { secretId: 'id', secretKey: 'key' },
    transport: async () => response({ CaptchaCode: 1, RequestId: 'r' }),
  });
  counts.clear();
  const captchaResult = { detail: { ret: 0, ticket: 't' } };
  const outcome = await captcha.check({ captchaResult, userIp: '203.0.113.7' });
  captcha.dispose();
  assert.equal(outcome.status, 'passed');
  for (const name of [
    'ticketquestion_fromCaptchaResult',
    'verifier_claimKey',
    'verifier_sign',
    'ticketquestion_interpret',
  ]) {
    assert.equal(counts.get(name), 1, name);
  }
});
