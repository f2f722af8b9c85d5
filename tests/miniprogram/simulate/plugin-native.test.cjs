const { issuingBackend, stubBackend } = require('./backend.cjs');
const { loadPage, settled, tap } = require('./page.cjs');

const LOGIN = 'pages/login/login';
const VERIFIED = { ret: 0, ticket: 't03-a-ticket' };

/** The login page, with its captcha stub. */
function open(config) {
  const page = loadPage('plugin-native', LOGIN, config)();
  const captcha = page.querySelector('#captcha');
  return {
    page,
    calls: captcha.instance.calls,
    shows: () => captcha.instance.calls.filter((call) => call.method === 'show'),
    refreshes: () => captcha.instance.calls.filter((call) => call.method === 'refresh').length,
    /** What the plugin raises; without `detail` when it is left out. */
    async raise(type, detail) {
      captcha.instance.triggerEvent(type, detail);
      await settled();
    },
    message: () => page.querySelector('.message').dom.textContent,
    busy: () => page.data.busy,
    login: () => tap(page, '.login'),
  };
}

test('the token reaches the component by setData, before show', async () => {
  const backend = stubBackend();
  const { login, shows } = open();
  await login();
  expect(shows()).toEqual([]);
  backend.answer({ aidEncrypted: 'token-1' });
  await settled();
  expect(shows()).toEqual([{ method: 'show', appId: '123456789', aidEncrypted: 'token-1' }]);
});

test('every show has a token of its own', async () => {
  issuingBackend();
  const { login, raise, shows } = open();
  for (let round = 0; round < 3; round++) {
    await login();
    await raise('close', { ret: 2 });
  }
  expect(shows().map((call) => call.aidEncrypted)).toEqual(['token-1', 'token-2', 'token-3']);
});

test('requests have a whole address and an upper-case method', async () => {
  const { requests } = issuingBackend({ status: 'passed' });
  const { login, raise } = open();
  await login();
  await raise('verify', VERIFIED);
  expect(requests.map(({ method, url, data }) => [method, url, data])).toEqual([
    ['POST', 'https://captcha.example.com/api/aidEncrypted', {}],
    ['POST', 'https://captcha.example.com/api/check', { captchaResult: VERIFIED }],
  ]);
});

test('with a cloud environment, the cloud function is the backend', async () => {
  const { requests } = stubBackend({
    token: { aidEncrypted: 'token-1' },
    check: { status: 'passed' },
  });
  const { login, raise, message, shows } = open({ cloudEnv: 'prod-1' });
  await login();
  expect(shows()).toHaveLength(1);
  await raise('verify', VERIFIED);
  expect(requests.map(({ cloudFunction, data }) => [cloudFunction, data])).toEqual([
    ['captcha', { action: 'token' }],
    ['captcha', { action: 'check', captchaResult: VERIFIED }],
  ]);
  expect(message()).toBe('登录成功');
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
  const passed = outcome.status === 'passed';
  test(`the user reads the outcome: ${outcome.reason || outcome.status || outcome}`, async () => {
    issuingBackend(outcome);
    const { login, raise, message, busy, refreshes } = open();
    await login();
    await raise('verify', VERIFIED);
    await raise('close', { ret: 0 });
    expect(message()).toBe(expected);
    expect(busy()).toBe(false);
    // a business error is what the vendor has refresh for
    expect(refreshes()).toBe(passed ? 0 : 1);
  });
}

test('a failed verification sends nothing and never calls refresh', async () => {
  const backend = issuingBackend({ status: 'passed' });
  const { login, raise, message, refreshes } = open();
  await login();
  await raise('verify', { ret: 1 });
  expect(message()).toBe('验证没有通过，请再试一次');
  expect(refreshes()).toBe(0);
  expect(backend.named('/api/check')).toEqual([]);
  // the captcha goes on to another challenge, and that one is solved
  await raise('verify', VERIFIED);
  await raise('close', { ret: 0 });
  expect(message()).toBe('登录成功');
  expect(refreshes()).toBe(0);
});

test('a ticket that the plugin reports twice is sent once', async () => {
  const backend = issuingBackend();
  const { login, raise } = open();
  await login();
  await raise('verify', VERIFIED);
  await raise('verify', VERIFIED);
  expect(backend.named('/api/check')).toHaveLength(1);
});

test('a second tap while the first is under way does nothing', async () => {
  const backend = stubBackend();
  const { login } = open();
  await login();
  await login();
  expect(backend.requests).toHaveLength(1);
});

test('close with ret 2 is the user: the button is free again', async () => {
  issuingBackend();
  const { login, raise, message, busy } = open();
  await login();
  expect(busy()).toBe(true);
  await raise('close', { ret: 2 });
  expect([message(), busy()]).toEqual(['你关闭了验证码', false]);
});

test('close with ret 0 is no cancellation, whether it comes before or after verify', async () => {
  for (const order of ['before', 'after']) {
    issuingBackend({ status: 'passed' });
    const { login, raise, message, busy } = open();
    await login();
    if (order === 'before') await raise('close', { ret: 0 });
    expect(message()).not.toMatch(/关闭/);
    await raise('verify', VERIFIED);
    if (order === 'after') await raise('close', { ret: 0 });
    expect([message(), busy()]).toEqual(['登录成功', false]);
  }
});

for (const type of ['verify', 'close', 'error']) {
  test(`${type} without a detail neither throws nor leaves the page stuck`, async () => {
    issuingBackend();
    const { page, login, busy, message } = open();
    await login();
    const handler = { verify: 'handleVerify', close: 'handleClose', error: 'handleError' }[type];
    expect(() => page.instance[handler]({ type })).not.toThrow();
    await settled();
    expect(busy()).toBe(false);
    expect(message()).not.toBe('');
  });
}

test('error is shown, and the next try has a fresh token', async () => {
  issuingBackend();
  const { login, raise, message, shows } = open();
  await login();
  await raise('error', { errMsg: 'aidEncrypted invalid' });
  expect(message()).toBe('验证码加载失败，请稍后再试');
  await login();
  expect(shows()).toHaveLength(2);
});

test('ready clears the message that the captcha is being opened', async () => {
  issuingBackend();
  const { login, raise, message } = open();
  await login();
  expect(message()).toBe('正在打开验证码…');
  await raise('ready');
  expect(message()).toBe('');
});

for (const [name, answer] of [
  ['no network', (backend) => backend.answer(new Error('request:fail'))],
  ['HTTP 502', (backend) => backend.requests[0].answerStatus(502)],
  ['a body without a token', (backend) => backend.answer({})],
]) {
  test(`no token, no captcha, and the user can try again: ${name}`, async () => {
    const backend = stubBackend();
    const { login, shows, message, busy } = open();
    await login();
    answer(backend);
    await settled();
    expect(shows()).toEqual([]);
    expect([message(), busy()]).toEqual(['验证码打不开，请稍后再试', false]);
  });
}

test('a plugin that is not there leaves the page usable', async () => {
  issuingBackend();
  const { page, login, message, busy } = open();
  page.instance.selectComponent = () => null;
  await login();
  expect([message(), busy()]).toEqual(['验证码打不开，请稍后再试', false]);
});

test('an outcome that comes after the page has gone raises nothing', async () => {
  const raised = [];
  const listen = (error) => raised.push(error);
  process.on('unhandledRejection', listen);
  const backend = issuingBackend();
  const { page, login, raise } = open();
  await login();
  await raise('verify', VERIFIED);
  page.instance.selectComponent = () => null;
  backend.answer({ status: 'rejected', reason: 'expired' });
  await settled();
  process.off('unhandledRejection', listen);
  expect(raised).toEqual([]);
});
