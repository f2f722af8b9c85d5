// Honest calls whose answers are known: made between hostile ones, and once before them.

import assert from 'node:assert/strict';
import published from '../../vectors/published.json' with { type: 'json' };
import {
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  captchaOptions,
  CREDENTIALS,
  lib,
  passingBody,
  testing,
  USER_IP,
} from './package.mjs';

const [vector] = published.aid;
const kept = lib.createAidEncryptor(captchaOptions());
const signing = () =>
  lib.signVerifyRequest({
    ...captchaOptions(),
    ticket: 't03honest',
    userIp: USER_IP,
    nowSeconds: 1710144972,
  });
const signed = signing();
const ACTION = 'DescribeCaptchaMiniResult';

export function honestCallsAreRight() {
  assert.equal(
    testing.encryptAidWithIv({
      captchaAppId: vector.captchaAppId,
      appSecretKey: vector.appSecretKey,
      expiresInSeconds: vector.expiresInSeconds,
      nowSeconds: vector.nowSeconds,
      iv: Buffer.from(vector.ivUtf8),
    }),
    vector.aidEncrypted,
  );
  const options = { appSecretKey: APP_SECRET_KEY, captchaAppId: CAPTCHA_APP_ID };
  assert.deepEqual(lib.inspectAid(kept.encrypt(), options).problems, []);
  assert.deepEqual(lib.inspectAid(lib.encryptAid(captchaOptions()), options).problems, []);
  assert.deepEqual(lib.parseCaptchaResult({ detail: { ret: 0, ticket: 't03honest' } }), {
    origin: 'plugin',
    status: 'solved',
    ret: 0,
    ticket: 't03honest',
  });
  assert.deepEqual(signing(), signed);
  assert.deepEqual(
    lib.parseVerifyResponse({ status: 200, body: passingBody() }, { action: ACTION, ticket: 't' }),
    { status: 'passed', ticket: 't', requestId: 'r-1' },
  );
}

const quietly = (call) => {
  try {
    call();
  } catch (error) {
    if (!lib.isCaptchaError(error)) throw error;
  }
};

/** Every call at its largest, so that the wasm memory has the size it needs. */
export function exercise() {
  const keys = Array.from({ length: 1024 }, (_, at) => `${APP_SECRET_KEY}${at}`.slice(-25));
  const long = (unit, times) => unit.repeat(times);
  for (let round = 0; round < 3; round++) {
    honestCallsAreRight();
    quietly(() => lib.inspectAid(long('A', 1024), { appSecretKey: keys }));
    quietly(() => lib.inspectAid(long('验', 1025), { appSecretKey: keys }));
    const pad = long('验', 65_400);
    quietly(() => lib.parseCaptchaResult(JSON.stringify({ ret: 0, ticket: long('t', 8192), pad })));
    quietly(() => lib.parseCaptchaResult({ ret: 0, ticket: long('验', 8192) }));
    quietly(() => lib.parseCaptchaResult({ ret: 0, ticket: 't', randstr: long('r', 1024) }));
    for (const unit of ['"', '\\', '验', 'x', '{"a":']) {
      for (const body of [long(unit, 1_048_577), `{"Response":{"X":"${long(unit, 1_048_000)}"}}`]) {
        quietly(() =>
          lib.parseVerifyResponse(
            { status: 200, body },
            { action: ACTION, ticket: long('t', 8193) },
          ),
        );
      }
      const text = long(unit, 8193);
      quietly(() =>
        lib.signVerifyRequest({
          ...captchaOptions({ credentials: { ...CREDENTIALS, token: text } }),
          ticket: long('t', 8192),
          randstr: long('r', 1024),
          userIp: USER_IP,
        }),
      );
      quietly(() =>
        lib.signVerifyRequest({
          captchaAppId: text,
          appSecretKey: text,
          credentials: { secretId: text, secretKey: text },
          endpoint: text,
          ticket: text,
          randstr: text,
          userIp: text,
        }),
      );
    }
    const many = Array.from({ length: 200 }, () => lib.createVerifier(captchaOptions()));
    for (const one of many) one.dispose();
  }
}
