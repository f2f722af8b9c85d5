// The real service, with TCAPTCHA_LIVE=1 and real credentials in the environment: the signature is
// accepted, and a ticket that nobody was given is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lib, USER_IP } from './lib/package.mjs';

const { TCAPTCHA_LIVE, TCAPTCHA_APP_ID, TCAPTCHA_APP_SECRET_KEY } = process.env;
const reason = TCAPTCHA_LIVE !== '1'
  ? 'left out: set TCAPTCHA_LIVE=1, TCAPTCHA_APP_ID, TCAPTCHA_APP_SECRET_KEY and TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY'
  : undefined;
if (reason) console.log(`skipped: the real service: ${reason}`);

test('the real service', { skip: reason ?? false }, async () => {
  const captcha = lib.createCaptcha({ captchaAppId: TCAPTCHA_APP_ID, appSecretKey: TCAPTCHA_APP_SECRET_KEY, timeoutMs: 10_000 });
  for (const captchaResult of [{ ret: 0, ticket: 'tr03nobodyWasGivenThisTicket' }, { ret: 0, ticket: 'tr03nobodyWasGivenThisTicketEither', randstr: '@abc' }]) {
    const outcome = await captcha.check({ captchaResult, userIp: USER_IP });
    console.log('the real service:', outcome);
    assert.equal(outcome.status, 'rejected');
    assert.ok(outcome.requestId);
  }
  captcha.dispose();
});
