import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { openCaptchaMiniProgram } from './helper.mjs';

afterEach(() => {
  delete globalThis.wx;
});

function stubWx(answer) {
  const calls = [];
  globalThis.wx = {
    navigateToMiniProgram(options) {
      calls.push(options);
      answer(options);
    },
  };
  return calls;
}

test('jumps with the arguments that the vendor documents', async () => {
  const calls = stubWx((options) => options.success({ errMsg: 'navigateToMiniProgram:ok' }));
  assert.equal(await openCaptchaMiniProgram(123456789), undefined);
  assert.equal(calls.length, 1);
  const { appId, path, extraData } = calls[0];
  assert.deepEqual(
    { appId, path, extraData },
    {
      appId: 'wx5a3a7366fd07e119',
      path: '/pages/captcha/index',
      extraData: { appId: '123456789' },
    },
  );
});

test('a jump that the user cancels rejects with the message of WeChat', async () => {
  stubWx((options) => options.fail({ errMsg: 'navigateToMiniProgram:fail cancel' }));
  await assert.rejects(openCaptchaMiniProgram('1'), {
    message: 'navigateToMiniProgram:fail cancel',
  });
});

test('a failure without a message is an Error too', async () => {
  stubWx((options) => options.fail());
  await assert.rejects(openCaptchaMiniProgram('1'), { message: 'navigateToMiniProgram:fail' });
});

test('a client without navigateToMiniProgram rejects', async () => {
  globalThis.wx = {};
  await assert.rejects(openCaptchaMiniProgram('1'), TypeError);
});

for (const bad of ['', 'wx1234', '12 34', undefined, null, -1, 1.5]) {
  test(`a CaptchaAppId that is no number is refused before the jump: ${String(bad)}`, async () => {
    const calls = stubWx((options) => options.success());
    await assert.rejects(openCaptchaMiniProgram(bad), /captchaAppId/);
    assert.equal(calls.length, 0);
  });
}
