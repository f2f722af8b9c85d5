// What the surfaces are called with, and what their answers must look like.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anything, over, plain, record, text } from './hostile.mjs';
import {
  answering,
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  captchaOptions,
  lib,
  passingBody,
} from './package.mjs';

export const ARGUMENT = 'ERR_CAPTCHA_INVALID_ARGUMENT';
export const KEY = 'ERR_CAPTCHA_INVALID_KEY';
export const RESULT = 'ERR_CAPTCHA_INVALID_RESULT';
export const CREDENTIAL = 'ERR_CAPTCHA_CREDENTIALS';
export const AUTH = 'ERR_CAPTCHA_AUTH';
export const REQUEST = 'ERR_CAPTCHA_REQUEST';

export const aid = { captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY };
export const aidOptions = {
  ...aid,
  expiresInSeconds: 600,
  mode: 'gcm',
  aad: 'a',
  nowSeconds: 1710144972,
};
export const verifierOptions = {
  ...captchaOptions(),
  endpoint: 'captcha.tencentcloudapi.com',
  timeoutMs: 1000,
  transport: answering(passingBody()),
  businessId: 1,
  sceneId: 2,
};
export const solved = { ret: 0, ticket: 't03a', randstr: '@Ux9' };
export const signal = new AbortController().signal;
export const isText = (value) => assert.equal(typeof value, 'string');
export const isToken = (token) => assert.match(token, /^[A-Za-z0-9+/]{40,108}={0,2}$/);
export const isResult = ({ origin, status }) => {
  assert.ok(['plugin', 'mini-program', 'plain'].includes(origin));
  assert.ok(['solved', 'fallback', 'failed', 'closed'].includes(status));
};
export const isOutcome = ({ status }) =>
  assert.ok(['passed', 'rejected', 'unavailable'].includes(status), status);
export const neverPasses = (outcome) => {
  isOutcome(outcome);
  assert.notEqual(outcome.status, 'passed');
};
export const disposes = (made) => made.dispose();

export const encryptor = lib.createAidEncryptor(aid);
export const honestToken = encryptor.encrypt();
export const captcha = lib.createCaptcha({ ...verifierOptions, mode: 'cbc' });
export const verifier = lib.createVerifier(verifierOptions);

/** A whole captchaResult of each shape, with hostile parts. */
export const captchaResult = fc.oneof(
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
export const response = fc.oneof(
  anything,
  record({ status: 200, body: passingBody() }),
  plain(text.map((body) => ({ status: 200, body }))),
  over(
    record({ CaptchaCode: 1, EvilLevel: 0, Score: 5, RequestId: 'r', Error: null }),
    (fields) => ({ status: 200, body: bodyOf(fields) }),
  ),
);

/** Whether an answer says by the letter that a ticket passed; nothing else may pass. */
export const saysPassed = (answer) => {
  const { CaptchaCode, RequestId } = JSON.parse(answer.body).Response;
  assert.equal(answer.status, 200);
  assert.equal(CaptchaCode, 1);
  assert.equal(typeof RequestId, 'string');
};
