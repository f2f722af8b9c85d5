// The ticket check with a transport of the test's own: what every runtime does alike.

import { deepEqual, equal, ok, thrownBy } from './assert.js';

const USER_IP = '203.0.113.7';
const APP = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const CREDENTIALS = { secretId: 'AKIDexample', secretKey: 'secretKeyExample', token: 'token' };
const ACTIONS = { mini: 'DescribeCaptchaMiniResult', web: 'DescribeCaptchaResult' };

export function register(test, lib, { vectors: { verifyOutcomes } }) {
  const { plain } = verifyOutcomes.tickets;
  let tickets = 0;
  const freshTicket = () => 'tr0suite' + tickets++;

  /** The label of an outcome, or the code of what was thrown. */
  async function label(work) {
    try {
      const outcome = await work();
      return outcome.reason ? outcome.status + '/' + outcome.reason : outcome.status;
    } catch (error) {
      return error.code;
    }
  }

  const interpret = (status, body, action, ticket) =>
    label(() => lib.parseVerifyResponse({ status, body }, { action, ticket }));

  for (const one of verifyOutcomes.captchaCodes) {
    const ticket = one.ticket || 'plain';
    test('check: CaptchaCode ' + one.code + ' of a ticket that is ' + ticket, async () => {
      const body = JSON.stringify({ Response: { CaptchaCode: one.code, RequestId: 'r' } });
      for (const name of Object.keys(ACTIONS)) {
        const found = await interpret(200, body, ACTIONS[name], verifyOutcomes.tickets[ticket]);
        equal(found, one[name], name);
      }
    });
  }

  for (const { code, outcome } of verifyOutcomes.apiErrors) {
    test('check: API error ' + code, async () => {
      const body = JSON.stringify({ Response: { Error: { Code: code }, RequestId: 'r' } });
      equal(await interpret(200, body, ACTIONS.web, plain), outcome);
    });
  }

  for (const { name, body, outcome } of verifyOutcomes.bodies) {
    if (body === undefined) continue; // the long ones are Node.js’ alone
    test('check: body: ' + name, async () => {
      equal(await interpret(200, body, ACTIONS.mini, plain), outcome);
    });
  }

  function captcha(transport, options) {
    return lib.createCaptcha(Object.assign({ credentials: CREDENTIALS, transport }, APP, options));
  }

  const answering = (response) => async () => ({
    status: 200,
    body: JSON.stringify({ Response: Object.assign({ RequestId: 'r' }, response) }),
  });

  test('check: the request that the vendor gets', async () => {
    const seen = [];
    const passing = answering({ CaptchaCode: 1 });
    const one = captcha((request) => (seen.push(request), passing()));
    const ticket = freshTicket();
    const captchaResult = { ret: 0, ticket, randstr: '@abc' };
    deepEqual(await one.check({ captchaResult, userIp: USER_IP }), {
      status: 'passed',
      ticket,
      requestId: 'r',
    });
    const [{ url, method, headers, body, signal }] = seen;
    equal(url, 'https://captcha.tencentcloudapi.com/');
    equal(method, 'POST');
    equal(headers['X-TC-Action'], ACTIONS.web);
    equal(headers['X-TC-Token'], 'token');
    equal(signal.aborted, false);
    deepEqual(JSON.parse(body), {
      CaptchaType: 9,
      Ticket: ticket,
      UserIp: USER_IP,
      Randstr: '@abc',
      CaptchaAppId: 123456789,
      AppSecretKey: APP.appSecretKey,
    });
    one.dispose();
  });

  test('check: once passed, then replayed; unavailable gives the ticket back', async () => {
    let response = { CaptchaCode: 26 };
    const one = captcha(() => answering(response)());
    const captchaResult = { detail: { ret: 0, ticket: freshTicket() } };
    const check = () => label(() => one.check({ captchaResult, userIp: USER_IP }));
    equal(await check(), 'unavailable/service');
    response = { CaptchaCode: 1 };
    const both = await Promise.all([check(), check()]);
    equal(both.sort().join(), 'passed,rejected/replayed');
    equal(await check(), 'rejected/replayed');
    one.dispose();
  });

  test('check: what needs no call makes none', async () => {
    const one = captcha(() => {
      throw new Error('called');
    });
    for (const [captchaResult, expected] of [
      [{ ret: 1 }, 'rejected/failed'],
      [{ ret: 2 }, 'rejected/closed'],
      [{ ret: 0, ticket: verifyOutcomes.tickets.fallback }, 'rejected/fallback_ticket'],
      [undefined, 'rejected/malformed'],
    ]) {
      equal(await label(() => one.check({ captchaResult, userIp: USER_IP })), expected);
    }
    one.dispose();
  });

  test('check: a transport that throws, says nonsense or nothing', async () => {
    for (const [transport, expected] of [
      [() => Promise.reject(new Error('x')), 'unavailable/network'],
      [() => undefined, 'unavailable/service'],
      [() => new Promise(() => {}), 'unavailable/timeout'],
    ]) {
      const one = captcha(transport, { timeoutMs: 50 });
      const captchaResult = { ret: 0, ticket: freshTicket() };
      equal(await label(() => one.check({ captchaResult, userIp: USER_IP })), expected);
      one.dispose();
    }
  });

  test('check: RequestLimitExceeded is tried once more', async () => {
    let calls = 0;
    const limited = answering({ Error: { Code: 'RequestLimitExceeded' } });
    const one = captcha(() => (++calls === 1 ? limited() : answering({ CaptchaCode: 1 })()));
    const captchaResult = { ret: 0, ticket: freshTicket() };
    equal(await label(() => one.check({ captchaResult, userIp: USER_IP })), 'passed');
    equal(calls, 2);
    one.dispose();
  });

  test('check: an abort rejects with the reason', async () => {
    const listeners = [];
    const signal = {
      aborted: false,
      reason: new Error('gone'),
      addEventListener: (_type, listener) => listeners.push(listener),
      removeEventListener: () => {},
    };
    const one = captcha(() => new Promise(() => listeners.forEach((listener) => listener())));
    const captchaResult = { ret: 0, ticket: freshTicket() };
    const reason = await one.check({ captchaResult, userIp: USER_IP, signal }).catch((e) => e);
    equal(reason, signal.reason);
    one.dispose();
  });

  test('check: misuse and misconfiguration are errors', async () => {
    const one = captcha(answering({ Error: { Code: 'AuthFailure.SignatureFailure' } }));
    const captchaResult = { ret: 0, ticket: freshTicket() };
    equal(await label(() => one.check({ captchaResult, userIp: USER_IP })), 'ERR_CAPTCHA_AUTH');
    equal(await label(() => one.check({ captchaResult, userIp: 'x' })), 'ERR_CAPTCHA_INVALID_ARGUMENT');
    one.dispose();
    equal(await label(() => one.check({ captchaResult, userIp: USER_IP })), 'ERR_CAPTCHA_DISPOSED');
    for (const endpoint of ['http://example.com', 'https://a@b', 'a/b', '', 7]) {
      equal(thrownBy(() => captcha(null, { endpoint, transport: undefined })).code, 'ERR_CAPTCHA_INVALID_ARGUMENT');
    }
    ok(lib.isCaptchaError(thrownBy(() => captcha(7))));
  });
}
