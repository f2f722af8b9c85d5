// One suite for every example that uses the plugin: the behaviour is the same in each framework.

const { issuingBackend, stubBackend } = require('./backend.cjs');
const { eventually, launch, leave, settled, tap } = require('./page.cjs');

const VERIFIED = { ret: 0, ticket: 't03-a-ticket' };

describe.each(require('../lib/plugin-pages.json'))('%s %s', (example, pagePath) => {
  /** The login page, with its captcha stub. */
  async function open(variant = '') {
    const { openPage } = launch(example + variant, pagePath);
    const page = await openPage();
    await eventually(() => expect(page.querySelector('#captcha')).toBeDefined());
    const captcha = page.querySelector('#captcha');
    const callsOf = (method) => captcha.instance.calls.filter((call) => call.method === method);
    const message = () => page.querySelector('.message').dom.textContent;
    return {
      page,
      shows: () => callsOf('show'),
      refreshes: () => callsOf('refresh').length,
      tapLogin: () => tap(page, '.login'),
      /** Taps, and waits until the captcha is shown. */
      async login() {
        const before = callsOf('show').length;
        await tap(page, '.login');
        await eventually(() => expect(callsOf('show').length).toBe(before + 1));
      },
      /** What the plugin raises; without a detail when it is left out. */
      async raise(type, detail) {
        captcha.instance.triggerEvent(type, detail);
        await settled();
      },
      says: (text) => eventually(() => expect(message()).toBe(text)),
      message,
    };
  }

  test('the token reaches the component before show, and app-id is bound to data that exists', async () => {
    const backend = stubBackend();
    const { tapLogin, shows } = await open();
    await tapLogin();
    await eventually(() => expect(backend.requests).toHaveLength(1));
    expect(shows()).toEqual([]);
    backend.answer({ aidEncrypted: 'token-1' });
    await eventually(() => {
      expect(shows()).toEqual([{ method: 'show', appId: '123456789', aidEncrypted: 'token-1' }]);
    });
  });

  test('every show has a token of its own', async () => {
    issuingBackend();
    const { login, raise, shows, says } = await open();
    for (let round = 0; round < 3; round++) {
      await login();
      await raise('close', { ret: 2 });
      await says('验证没有完成，请重试');
    }
    expect(shows().map((call) => call.aidEncrypted)).toEqual(['token-1', 'token-2', 'token-3']);
  });

  test('requests have a whole address and an upper-case method', async () => {
    const { requests } = issuingBackend({ status: 'passed' });
    const { login, raise, says } = await open();
    await login();
    await raise('verify', VERIFIED);
    await says('登录成功');
    expect(requests.map(({ method, url, data }) => [method, url, data])).toEqual([
      ['POST', 'https://captcha.example.com/api/aidEncrypted', {}],
      ['POST', 'https://captcha.example.com/api/check', { captchaResult: VERIFIED }],
    ]);
  });

  test('with a cloud environment, the cloud function is the backend', async () => {
    const { requests, environments } = stubBackend({
      token: { aidEncrypted: 'token-1' },
      check: { status: 'passed' },
    });
    const { login, raise, says } = await open('.cloud');
    expect(environments).toEqual(['test-env']);
    await login();
    await raise('verify', VERIFIED);
    await says('登录成功');
    expect(requests.map(({ cloudFunction, data }) => [cloudFunction, data])).toEqual([
      ['captcha', { action: 'token' }],
      ['captcha', { action: 'check', captchaResult: VERIFIED }],
    ]);
  });

  for (const [outcome, expected] of [
    [{ status: 'passed' }, '登录成功'],
    [{ status: 'rejected', reason: 'expired' }, '验证已过期，请重新验证'],
    [{ status: 'rejected', reason: 'replayed' }, '这次验证已经用过，请重新验证'],
    [{ status: 'rejected', reason: 'risk' }, '当前操作存在风险，请稍后再试'],
    [{ status: 'rejected', reason: 'fallback_ticket' }, '验证码服务异常，请稍后再试'],
    [{ status: 'rejected', reason: 'a reason of the future' }, '验证无效，请重新验证'],
    [{ status: 'unavailable', reason: 'timeout' }, '验证服务暂时不可用，请稍后再试'],
    [new Error('request:fail timeout'), '验证服务暂时不可用，请稍后再试'],
  ]) {
    test(`the user reads the outcome, and can go on: ${outcome.reason || outcome.status || outcome}`, async () => {
      issuingBackend(outcome);
      const { login, raise, says, refreshes } = await open();
      await login();
      await raise('verify', VERIFIED);
      await raise('close', { ret: 0 });
      await says(expected);
      // a business error is what the vendor has refresh for
      const passed = outcome.status === 'passed';
      await eventually(() => expect(refreshes()).toBe(passed ? 0 : 1));
      await login();
    });
  }

  test('a failed verification sends nothing and never calls refresh', async () => {
    const backend = issuingBackend({ status: 'passed' });
    const { login, raise, says, message, refreshes } = await open();
    await login();
    await says('正在打开验证码…');
    await raise('verify', { ret: 1 });
    await settled();
    expect(message()).toBe('正在打开验证码…');
    expect(backend.named('/api/check')).toEqual([]);
    expect(refreshes()).toBe(0);
    // the captcha goes on to another challenge, and that one is solved
    await raise('verify', VERIFIED);
    await raise('close', { ret: 0 });
    await says('登录成功');
    expect(refreshes()).toBe(0);
  });

  test('a ticket that the plugin reports twice is sent once', async () => {
    const backend = issuingBackend();
    const { login, raise, says } = await open();
    await login();
    await raise('verify', VERIFIED);
    await raise('verify', VERIFIED);
    backend.answer({ status: 'passed' });
    await says('登录成功');
    expect(backend.named('/api/check')).toHaveLength(1);
  });

  test('a second tap, however quick, does nothing while the first is under way', async () => {
    const backend = stubBackend();
    const { page, tapLogin, says, shows } = await open();
    page.querySelector('.login').dispatchEvent('tap');
    await tapLogin();
    await says('正在打开验证码…');
    await tapLogin();
    backend.answer({ aidEncrypted: 'token-1' });
    await eventually(() => expect(shows()).toHaveLength(1));
    expect(backend.requests).toHaveLength(1);
  });

  test('close with ret 2 is the user, who can try again', async () => {
    issuingBackend();
    const { login, raise, says } = await open();
    await login();
    await raise('close', { ret: 2 });
    await says('验证没有完成，请重试');
    await login();
  });

  test.each(['before', 'after'])(
    'close with ret 0, %s verify, is no cancellation',
    async (order) => {
      const backend = issuingBackend();
      const { login, raise, says, message } = await open();
      await login();
      if (order === 'before') await raise('close', { ret: 0 });
      await raise('verify', VERIFIED);
      if (order === 'after') await raise('close', { ret: 0 });
      await says('正在登录…');
      await settled();
      expect(message()).toBe('正在登录…');
      backend.answer({ status: 'passed' });
      await says('登录成功');
    },
  );

  test.each([
    ['verify', '验证没有完成，请重试'],
    ['close', '验证没有完成，请重试'],
    ['error', '验证服务暂时不可用，请稍后再试'],
  ])('%s without a detail leaves no page stuck', async (type, expected) => {
    issuingBackend();
    const { login, raise, says } = await open();
    await login();
    await raise(type);
    await says(expected);
    await login(); // with a fresh token
  });

  test('ready alone changes nothing for the user', async () => {
    issuingBackend();
    const { login, raise, says, message } = await open();
    await login();
    await says('正在打开验证码…');
    await raise('ready');
    await settled();
    expect(message()).toBe('正在打开验证码…');
  });

  test.each([
    ['no network', (backend) => backend.answer(new Error('request:fail'))],
    ['HTTP 502', (backend) => backend.requests[0].answerStatus(502)],
    ['a body without a token', (backend) => backend.answer({})],
  ])('no token, no captcha, and the user can try again: %s', async (_name, answer) => {
    const backend = stubBackend();
    const { tapLogin, shows, says } = await open();
    await tapLogin();
    await eventually(() => expect(backend.requests).toHaveLength(1));
    answer(backend);
    await says('验证服务暂时不可用，请稍后再试');
    expect(shows()).toEqual([]);
    await tapLogin();
    await eventually(() => expect(backend.requests).toHaveLength(2));
  });

  test('a plugin that is not there leaves the page usable', async () => {
    const backend = issuingBackend();
    const { page, tapLogin, says } = await open();
    page.instance.selectComponent = () => null;
    await tapLogin();
    await says('验证服务暂时不可用，请稍后再试');
    await tapLogin();
    await eventually(() => expect(backend.requests).toHaveLength(2));
  });

  test('an outcome that comes after the page was left changes nothing and refreshes nothing', async () => {
    const backend = issuingBackend();
    const { page, login, raise, says, refreshes } = await open();
    await login();
    await raise('verify', VERIFIED);
    await says('正在登录…');
    leave(page);
    backend.answer({ status: 'rejected', reason: 'expired' });
    await settled();
    expect(refreshes()).toBe(0);
  });

  test('an outcome that comes when the component has gone throws nothing', async () => {
    const backend = issuingBackend();
    const { page, login, raise, says } = await open();
    await login();
    await raise('verify', VERIFIED);
    await says('正在登录…');
    page.instance.selectComponent = () => null;
    backend.answer({ status: 'rejected', reason: 'expired' });
    await says('验证已过期，请重新验证');
    await settled(); // an unhandled rejection fails the test: jest sees to that
  });
});
