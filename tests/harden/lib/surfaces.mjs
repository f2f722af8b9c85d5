// Every public function, as something that takes one hostile value; with the codes that it may throw.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anything, over, plain, record, several, text } from './hostile.mjs';
import {
  answering,
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  captchaOptions,
  CREDENTIALS,
  lib,
  miniprogram,
  passingBody,
  simulator,
  testing,
  USER_IP,
} from './package.mjs';

const ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
const KEY = 'ERR_CAPTCHA_INVALID_KEY';
const RESULT = 'ERR_CAPTCHA_INVALID_RESULT';
const CREDENTIAL = 'ERR_CAPTCHA_CREDENTIALS';
const AUTH = 'ERR_CAPTCHA_AUTH';
const REQUEST = 'ERR_CAPTCHA_REQUEST';

const aid = { captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY };
const aidOptions = { ...aid, expiresInSeconds: 600, mode: 'gcm', aad: 'a', nowSeconds: 1710144972 };
const verifierOptions = {
  ...captchaOptions(),
  endpoint: 'captcha.tencentcloudapi.com',
  timeoutMs: 1000,
  transport: answering(passingBody()),
  businessId: 1,
  sceneId: 2,
};
const solved = { ret: 0, ticket: 't03a', randstr: '@Ux9' };
const signal = new AbortController().signal;
const isText = (value) => assert.equal(typeof value, 'string');
const isToken = (token) => assert.match(token, /^[A-Za-z0-9+/]{40,108}={0,2}$/);
const isResult = ({ origin, status }) => {
  assert.ok(['plugin', 'mini-program', 'plain'].includes(origin));
  assert.ok(['solved', 'fallback', 'failed', 'closed'].includes(status));
};
const isOutcome = ({ status }) =>
  assert.ok(['passed', 'rejected', 'unavailable'].includes(status), status);
const neverPasses = (outcome) => {
  isOutcome(outcome);
  assert.notEqual(outcome.status, 'passed');
};
const disposes = (made) => made.dispose();

const encryptor = lib.createAidEncryptor(aid);
const honestToken = encryptor.encrypt();
const captcha = lib.createCaptcha({ ...verifierOptions, mode: 'cbc' });
const verifier = lib.createVerifier(verifierOptions);

/** A whole captchaResult of each shape, with hostile parts. */
const captchaResult = fc.oneof(
  anything,
  record(solved),
  over(record(solved), (detail) => ({ detail })),
  over(record(solved), (detail) => ({ mp: { detail } })),
  over(record(solved), (extraData) => ({
    scene: 1038,
    referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData },
  })),
  record({
    scene: 1038,
    referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: solved },
  }),
);

/** JSON of hostile fields; an empty body where they cannot be written. */
const bodyOf = (fields) => {
  try {
    return JSON.stringify({ Response: fields });
  } catch {
    return '';
  }
};
const response = fc.oneof(
  anything,
  record({ status: 200, body: passingBody() }),
  plain(text.map((body) => ({ status: 200, body }))),
  over(
    record({ CaptchaCode: 1, EvilLevel: 0, Score: 5, RequestId: 'r', Error: null }),
    (fields) => ({ status: 200, body: bodyOf(fields) }),
  ),
);

/** Whether an answer says by the letter that a ticket passed; nothing else may pass. */
const saysPassed = (answer) => {
  const { CaptchaCode, RequestId } = JSON.parse(answer.body).Response;
  assert.equal(answer.status, 200);
  assert.equal(CaptchaCode, 1);
  assert.equal(typeof RequestId, 'string');
};

// The simulator is a tool of tests: misuse of it throws whatever error comes first, nothing worse.
export const surfaces = [
  {
    name: 'encryptAid',
    honest: aidOptions,
    call: lib.encryptAid,
    check: isToken,
    throws: [ARGUMENT, KEY],
  },
  {
    name: 'createAidEncryptor',
    honest: { ...aidOptions, disableEntropyCache: true },
    call: lib.createAidEncryptor,
    check: disposes,
    throws: [ARGUMENT, KEY],
  },
  {
    name: 'encrypt',
    arbitrary: anything,
    call: (now) => encryptor.encrypt(now),
    check: isToken,
    throws: [ARGUMENT],
  },
  {
    name: 'encryptAidWithIv',
    honest: { ...aidOptions, iv: new Uint8Array(12) },
    call: testing.encryptAidWithIv,
    check: isToken,
    throws: [ARGUMENT, KEY],
  },
  {
    name: 'inspectAid, token',
    arbitrary: anything,
    call: (token) => lib.inspectAid(token, aid),
    check: ({ valid, problems }) => assert.equal(valid, problems.length === 0),
    throws: [ARGUMENT],
  },
  {
    name: 'inspectAid, options',
    arbitrary: fc.oneof(
      record({ ...aidOptions, mode: 'cbc', aad: undefined }),
      over(several(anything, { maxLength: 5 }), (appSecretKey) => ({ appSecretKey })),
      anything,
    ),
    call: (options) => lib.inspectAid(honestToken, options),
    check: ({ valid, problems }) => assert.equal(valid, problems.length === 0),
    throws: [ARGUMENT, KEY],
  },
  {
    name: 'parseCaptchaResult',
    arbitrary: captchaResult,
    call: lib.parseCaptchaResult,
    check: isResult,
    throws: [RESULT],
  },
  {
    name: 'readShowOptions',
    arbitrary: captchaResult,
    call: lib.readShowOptions,
    check: (result) => result === null || isResult(result),
  },
  {
    name: 'parseVerifyResponse, response',
    arbitrary: over(response, (answer) => ({ answer })),
    call: ({ answer }) => {
      const outcome = lib.parseVerifyResponse(answer, {
        action: 'DescribeCaptchaResult',
        ticket: 't',
      });
      isOutcome(outcome);
      if (outcome.status === 'passed') saysPassed(answer);
    },
    throws: [ARGUMENT, AUTH, REQUEST],
  },
  {
    name: 'parseVerifyResponse, context',
    honest: { action: 'DescribeCaptchaResult', ticket: 't' },
    call: (context) => lib.parseVerifyResponse({ status: 200, body: passingBody() }, context),
    check: isOutcome,
    throws: [ARGUMENT],
  },
  {
    name: 'signVerifyRequest',
    honest: {
      ...verifierOptions,
      ticket: 't03a',
      randstr: '@Ux9',
      userIp: USER_IP,
      nowSeconds: 1710144972,
    },
    call: lib.signVerifyRequest,
    check: ({ url, method, headers, body }) => {
      assert.match(url, /^https?:\/\/[^/\s@]+\/$/);
      assert.equal(method, 'POST');
      for (const value of Object.values(headers)) assert.match(value, /^[\x20-\x7e]+$/);
      JSON.parse(body);
    },
    throws: [ARGUMENT, KEY, CREDENTIAL],
  },
  {
    name: 'signVerifyRequest, credentials',
    arbitrary: record({ ...CREDENTIALS, token: 'x' }),
    call: (credentials) =>
      lib.signVerifyRequest({ ...verifierOptions, credentials, ticket: 't', userIp: USER_IP }),
    check: ({ headers }) => {
      for (const value of Object.values(headers)) assert.match(value, /^[\x20-\x7e]+$/);
    },
    throws: [ARGUMENT, CREDENTIAL],
  },
  {
    name: 'credentialsFromEnvironment',
    honest: {
      TENCENTCLOUD_SECRET_ID: 'a',
      TENCENTCLOUD_SECRET_KEY: 'b',
      TENCENTCLOUD_SESSION_TOKEN: 'c',
      TENCENTCLOUD_SECRETID: 'd',
      TENCENTCLOUD_SECRETKEY: 'e',
      TENCENTCLOUD_SESSIONTOKEN: 'f',
    },
    call: lib.credentialsFromEnvironment,
    check: ({ secretId, secretKey }) => isText(secretId) ?? isText(secretKey),
    throws: [CREDENTIAL, ARGUMENT],
  },
  {
    name: 'createVerifier',
    honest: verifierOptions,
    call: lib.createVerifier,
    check: disposes,
    throws: [ARGUMENT, KEY, CREDENTIAL],
  },
  {
    name: 'createCaptcha',
    honest: { ...verifierOptions, ...aidOptions, store: lib.memoryStore() },
    call: lib.createCaptcha,
    check: disposes,
    throws: [ARGUMENT, KEY, CREDENTIAL],
  },
  { name: 'memoryStore', honest: { maxEntries: 5 }, call: lib.memoryStore, throws: [ARGUMENT] },
  {
    name: 'redisStore',
    honest: { call: async () => 'OK' },
    call: lib.redisStore,
    throws: [ARGUMENT],
  },
  {
    name: 'redisStore, options',
    honest: { prefix: 'p' },
    call: (options) => lib.redisStore({ call() {} }, options),
    throws: [ARGUMENT],
  },
  {
    name: 'cloudDatabaseStore',
    honest: { collection() {} },
    call: lib.cloudDatabaseStore,
    throws: [ARGUMENT],
  },
  {
    name: 'cloudDatabaseStore, options',
    honest: { collection: 'c' },
    call: (options) => lib.cloudDatabaseStore({ collection() {} }, options),
    throws: [ARGUMENT],
  },
  {
    name: 'isCaptchaError',
    arbitrary: anything,
    call: (value) => [
      lib.isCaptchaError(value),
      lib.isCaptchaError(value, ARGUMENT),
      lib.isCaptchaError(new lib.CaptchaError(ARGUMENT, 'm'), value),
    ],
    check: (answers) => answers.forEach((answer) => assert.equal(typeof answer, 'boolean')),
  },
  {
    name: 'createSimulator',
    honest: { apps: [aid], credentials: CREDENTIALS },
    call: simulator.createSimulator,
    throws: 'misuse',
    share: 0.1,
  },
  {
    name: 'readVerifyEvent',
    arbitrary: captchaResult,
    call: miniprogram.readVerifyEvent,
    check: ({ ret }) => assert.ok([0, 1, 2].includes(ret)),
  },
  {
    name: 'createCaptchaInbox',
    arbitrary: captchaResult,
    call: (options) => {
      const inbox = miniprogram.createCaptchaInbox();
      assert.equal(inbox.capture(options), inbox.take() !== null);
      assert.equal(inbox.take(), null);
    },
  },
];

export const asyncSurfaces = [
  {
    name: 'check, captchaResult',
    arbitrary: captchaResult,
    call: (given) => captcha.check({ captchaResult: given, userIp: USER_IP }),
    check: isOutcome,
    share: 0.5,
  },
  {
    name: 'check, input',
    honest: { captchaResult: solved, userIp: USER_IP, signal },
    call: (input) => captcha.check(input),
    check: isOutcome,
    throws: [ARGUMENT],
    share: 0.5,
  },
  {
    name: 'verify',
    honest: { ticket: 't03a', randstr: '@Ux9', userIp: USER_IP, signal },
    call: (input) => verifier.verify(input),
    check: isOutcome,
    throws: [ARGUMENT],
    share: 0.5,
  },
  {
    name: 'a transport that answers anything',
    arbitrary: over(response, (answer) => ({ answer })),
    call: async ({ answer }) => {
      const one = lib.createVerifier({
        ...verifierOptions,
        timeoutMs: 60,
        transport: async () => answer,
      });
      try {
        const outcome = await one.verify({ ticket: 't', userIp: USER_IP });
        isOutcome(outcome);
        if (outcome.status === 'passed') saysPassed(answer);
      } finally {
        one.dispose();
      }
    },
    throws: [AUTH, REQUEST],
    share: 0.1,
  },
  {
    name: 'a transport that throws anything',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const transport = () => {
        throw thrown;
      };
      const one = lib.createVerifier({ ...verifierOptions, transport });
      try {
        neverPasses(await one.verify({ ticket: 't', userIp: USER_IP }));
      } finally {
        one.dispose();
      }
    },
    share: 0.1,
  },
  {
    name: 'credentials of any kind',
    arbitrary: over(fc.oneof(record(CREDENTIALS), anything), (credentials) => ({ credentials })),
    call: async ({ credentials }) => {
      const one = lib.createVerifier({ ...verifierOptions, credentials: () => credentials });
      try {
        isOutcome(await one.verify({ ticket: 't', userIp: USER_IP }));
      } finally {
        one.dispose();
      }
    },
    throws: [CREDENTIAL],
    share: 0.1,
  },
  {
    name: 'a store that answers anything',
    arbitrary: over(several(anything, { minLength: 2, maxLength: 2 }), (answers) => ({ answers })),
    call: async ({ answers: [claimed, released] }) => {
      const store = { shared: true, claim: async () => claimed, release: async () => released };
      const one = lib.createCaptcha({ ...verifierOptions, store });
      try {
        const outcome = await one.check({ captchaResult: solved, userIp: USER_IP });
        if (claimed !== true) neverPasses(outcome);
      } finally {
        one.dispose();
      }
    },
    share: 0.1,
  },
  {
    name: 'a store that throws anything',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const claim = () => {
        throw thrown;
      };
      const store = { shared: true, claim, release: claim };
      const one = lib.createCaptcha({ ...verifierOptions, store });
      try {
        neverPasses(await one.check({ captchaResult: solved, userIp: USER_IP }));
      } finally {
        one.dispose();
      }
    },
    share: 0.1,
  },
  {
    name: 'a store that cannot give a claim back',
    arbitrary: over(anything, (thrown) => ({ thrown })),
    call: async ({ thrown }) => {
      const release = () => {
        throw thrown;
      };
      const store = { shared: true, claim: async () => true, release };
      const one = lib.createCaptcha({ ...verifierOptions, store, transport: answering('{}') });
      try {
        neverPasses(await one.check({ captchaResult: solved, userIp: USER_IP }));
      } finally {
        one.dispose();
      }
    },
    share: 0.1,
  },
  {
    name: 'removeExpiredClaims',
    arbitrary: over(anything, (database) => ({ database })),
    call: ({ database }) => lib.removeExpiredClaims(database),
    throws: [ARGUMENT],
    share: 0.1,
  },
];

/** The public functions that the calls above go through. */
export const covered = [
  'CaptchaError',
  'cloudDatabaseStore',
  'createAidEncryptor',
  'createCaptcha',
  'createCaptchaInbox',
  'createSimulator',
  'createVerifier',
  'credentialsFromEnvironment',
  'encryptAid',
  'encryptAidWithIv',
  'inspectAid',
  'isCaptchaError',
  'memoryStore',
  'openCaptchaMiniProgram', // hands over to WeChat; tested with the mini program helper
  'parseCaptchaResult',
  'parseVerifyResponse',
  'readShowOptions',
  'readVerifyEvent',
  'redisStore',
  'removeExpiredClaims',
  'signVerifyRequest',
];
