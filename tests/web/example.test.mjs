// What a user of the page sees, and what the backend is asked, for every end that a captcha can come to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../browser/chromium.mjs';
import { lib } from '../support/built-package.mjs';
import { APPS } from '../frameworks/lib/running.mjs';
import { openExample } from './lib/page.mjs';

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

const LOGIN = '/api/login';
const TOKEN = '/api/aidEncrypted';
const paths = ({ asked }) => asked.map(([path]) => path);
const sent = ({ asked }) => asked.filter(([path]) => path === LOGIN).at(-1)[1];

test('solved: a token of GCM, the ticket with its randstr, logged in; a second login takes both anew', async (t) => {
  const tokens = [];
  const example = await openExample(t, browser, {
    solve(input, solve) {
      tokens.push(input);
      return solve(input);
    },
  });
  for (const round of [1, 2]) {
    await example.tap('solved');
    await example.says('登录成功');
    assert.equal(await example.button.isDisabled(), false);
    assert.deepEqual(paths(example), Array(round).fill([TOKEN, LOGIN]).flat());
  }
  const { captchaResult, phone } = sent(example);
  assert.equal(phone, '13800000000');
  assert.match(captchaResult.ticket, /^tr0/);
  assert.match(captchaResult.randstr, /^@/);
  for (const { aidEncrypted, aidEncryptedType, captchaAppId } of tokens) {
    assert.deepEqual([aidEncryptedType, captchaAppId], ['gcm', APPS[0].captchaAppId]);
    assert.ok(lib.inspectAid(aidEncrypted, { ...APPS[0], mode: 'gcm' }).valid);
  }
  assert.notEqual(tokens[0].aidEncrypted, tokens[1].aidEncrypted);
  example.ended();
});

test('a second tap while the captcha is open asks for nothing', async (t) => {
  const example = await openExample(t, browser);
  await example.button.evaluate((button) => [button.click(), button.click(), button.click()]);
  await example.page.locator('#tcaptcha').getByText('solved').click();
  await example.says('登录成功');
  assert.deepEqual(paths(example), [TOKEN, LOGIN]);
  example.ended();
});

test('closed: told to try again, the backend is not asked; then it can be solved', async (t) => {
  const example = await openExample(t, browser);
  await example.tap('closed');
  await example.says('验证没有完成，请重试');
  assert.deepEqual(paths(example), [TOKEN]);
  await example.tap('solved');
  await example.says('登录成功');
  example.ended();
});

test('failed: TCaptcha.js goes on by itself, and the page waits', async (t) => {
  let attempts = 0;
  const example = await openExample(t, browser, {
    solve: (input, solve) => ((attempts += 1) < 3 ? null : solve(input)),
  });
  await example.tap('failed');
  await example.page.locator('#tcaptcha').getByText('failed').click();
  await example.page.locator('#tcaptcha').getByText('solved').click();
  await example.says('登录成功');
  assert.equal(attempts, 3);
  assert.deepEqual(paths(example), [TOKEN, LOGIN]);
  example.ended();
});

test('a fallback ticket of TCaptcha.js: refused by the backend, one line in its log', async (t) => {
  const ticket = `trerror_1003_${APPS[0].captchaAppId}_1710144972`;
  const example = await openExample(t, browser, {
    solve: () => ({
      ret: 0,
      ticket,
      randstr: '@x',
      errorCode: 1003,
      errorMessage: 'middle js timeout',
    }),
  });
  await example.tap('solved');
  await example.says('验证码加载失败，请检查网络后重试');
  await example.backend.output(/"status":"rejected","reason":"fallback_ticket"/);
  example.ended();
});

for (const [name, mistake] of [
  ['of another AppSecretKey', { CAPTCHA_APP_SECRET_KEY: 'another-app-secret-key-25' }],
  ['of another AppId', { CAPTCHA_APP_ID: APPS[1].captchaAppId }],
]) {
  test(`a bad token, ${name}: error 1006 comes as a fallback ticket`, async (t) => {
    const example = await openExample(t, browser, { environment: mistake });
    await example.tap('solved');
    await example.says('验证码加载失败，请检查网络后重试');
    assert.equal(sent(example).captchaResult.errorCode, 1006);
    example.ended();
  });
}

test('a spent ticket is refused, and the next captcha passes', async (t) => {
  let spent;
  const example = await openExample(t, browser, {
    solve: (input, solve) => (spent ??= solve(input)),
  });
  await example.tap('solved');
  await example.says('登录成功');
  await example.tap('solved');
  await example.says('这次验证已经用过，请重新验证');
  await example.backend.output(/"status":"rejected","reason":"replayed"/);
  assert.equal(await example.button.isDisabled(), false);
  example.ended();
});

test('a ticket of another app is a mismatch', async (t) => {
  const [, { captchaAppId, appSecretKey }] = APPS;
  const aidEncrypted = lib.encryptAid({ captchaAppId, appSecretKey });
  const example = await openExample(t, browser, {
    solve: (input, solve) => solve({ captchaAppId, aidEncrypted }),
  });
  await example.tap('solved');
  await example.says('验证无效，请重新验证');
  await example.backend.output(/"reason":"mismatch"/);
  example.ended();
});

for (const arrival of ['blocked', 'emptied', 'late']) {
  test(`the script is ${arrival}: the backend learns it; the next tap loads it again`, async (t) => {
    const example = await openExample(t, browser);
    example.setArrival(arrival);
    await example.tap();
    if (arrival === 'late') {
      // Not by the real clock.
      await example.says('正在打开验证码…');
      await example.page.locator('script[src^="https:"]').waitFor({ state: 'attached' });
      await example.page.clock.runFor(10_000);
    }
    await example.says('验证码加载失败，请检查网络后重试');
    const { captchaResult } = sent(example);
    assert.match(
      captchaResult.ticket,
      new RegExp(`^trerror_1001_${APPS[0].captchaAppId}_\\d{10}$`),
    );
    assert.equal(captchaResult.errorCode, 1001);
    await example.backend.output(/"reason":"fallback_ticket"/);
    assert.equal(await example.page.locator('script[src^="https:"]').count(), 0);
    if (arrival === 'late') {
      await example.arrive();
      await example.page.waitForFunction('window.TencentCaptcha');
    }
    example.setArrival('loaded');
    await example.tap('solved');
    await example.says('登录成功');
    example.ended();
  });
}

test('the service is down: the page says so, and the same page can try again', async (t) => {
  const example = await openExample(t, browser);
  example.simulator.setFault({ kind: 'status', status: 500 });
  await example.tap('solved');
  await example.says('验证服务暂时不可用，请稍后再试');
  example.simulator.setFault(null);
  await example.tap('solved');
  await example.says('登录成功');
  example.ended();
});

test('too many requests, and a backend that is not there: no captcha is shown', async (t) => {
  const example = await openExample(t, browser);
  for (const answer of [{ status: 429, body: 'Too many requests' }, null]) {
    await example.page.route(`**${TOKEN}`, (route) =>
      answer ? route.fulfill(answer) : route.abort(),
    );
    await example.tap();
    await example.says('暂时无法登录，请稍后再试');
    assert.equal(await example.page.locator('#tcaptcha').count(), 0);
    await example.page.unroute(`**${TOKEN}`);
    await example.tap('closed');
    await example.says('验证没有完成，请重试');
  }
  example.ended();
});

test('without CAPTCHA_APP_ID the backend says so and does not start', async (t) => {
  await assert.rejects(
    openExample(t, browser, { environment: { CAPTCHA_APP_ID: '' } }),
    /没有设置环境变量 CAPTCHA_APP_ID/,
  );
});
