// Every public function, as something that takes one hostile value; with the codes that it may throw.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anything, over, record, several } from './hostile.mjs';
import {
  CREDENTIALS,
  lib,
  miniprogram,
  passingBody,
  simulator,
  testing,
  USER_IP,
} from './package.mjs';
import {
  ARGUMENT,
  KEY,
  RESULT,
  CREDENTIAL,
  AUTH,
  REQUEST,
  aid,
  aidOptions,
  verifierOptions,
  isText,
  isToken,
  isResult,
  isOutcome,
  disposes,
  encryptor,
  honestToken,
  captchaResult,
  response,
  saysPassed,
} from './surface-parts.mjs';

const { nowSeconds, ...keptAidOptions } = { ...aidOptions, disableEntropyCache: true };

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
    name: 'userIpFrom, source',
    arbitrary: fc.oneof(
      anything,
      record({ CLIENTIP: USER_IP, 'x-forwarded-for': USER_IP, get: () => USER_IP, headers: {} }),
    ),
    call: (source) => [
      lib.userIpFrom(source, 'unicloud'),
      lib.userIpFrom(source, { proxies: 1 }),
      lib.userIpFrom(source, 'socket'),
    ],
    throws: [ARGUMENT],
  },
  {
    name: 'userIpFrom, platform',
    arbitrary: fc.oneof(anything, record({ proxies: 1 })),
    call: (platform) => lib.userIpFrom({ 'x-forwarded-for': USER_IP }, platform),
    check: isText,
    throws: [ARGUMENT],
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
    honest: { ...verifierOptions, onCheck: () => {} },
    call: lib.createVerifier,
    check: disposes,
    throws: [ARGUMENT, KEY, CREDENTIAL],
  },
  {
    name: 'createCaptcha',
    honest: { ...verifierOptions, ...keptAidOptions, store: lib.memoryStore(), maxConnections: 8 },
    call: lib.createCaptcha,
    check: disposes,
    throws: [ARGUMENT, KEY, CREDENTIAL],
  },
  { name: 'memoryStore', honest: { maxEntries: 5 }, call: lib.memoryStore, throws: [ARGUMENT] },
  {
    name: 'redisStore',
    honest: { call: async () => 1 },
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

/** The public functions that the calls above go through. */
export const covered = [
  'CaptchaError',
  'cloudDatabaseStore',
  'createAidEncryptor',
  'createCaptcha',
  'createCaptchaFlow',
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
  'userIpFrom',
];
