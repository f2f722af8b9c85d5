/// <reference types="miniprogram-api-typings" />
import { field, isFilled } from './fields.js';

/** The AppID of Tencent's captcha mini program. */
export const CAPTCHA_MINI_PROGRAM = 'wx5a3a7366fd07e119';

/**
 * Opens Tencent's captcha mini program; call it from a tap, as `wx.navigateToMiniProgram` demands.
 *
 * The result comes later, through `App.onShow`: see {@link createCaptchaInbox}.
 *
 * @param captchaAppId the CaptchaAppId of the captcha console, in decimal digits
 * @returns resolves when the user has agreed to leave; rejects with an `Error` whose message is
 * WeChat's `errMsg` when they cancelled, or when the jump failed.
 *
 * @example
 * Page({
 *   login() {
 *     openCaptchaMiniProgram('123456789').catch((error) => console.warn(error.message));
 *   }
 * });
 */
export function openCaptchaMiniProgram(captchaAppId: string | number): Promise<void> {
  return new Promise(function (resolve, reject) {
    const appId = String(captchaAppId);
    if (!/^[0-9]+$/.test(appId)) {
      reject(new Error('captchaAppId must be the decimal CaptchaAppId of the captcha console'));
      return;
    }
    wx.navigateToMiniProgram({
      appId: CAPTCHA_MINI_PROGRAM,
      path: '/pages/captcha/index',
      extraData: { appId: appId },
      success: function () {
        resolve();
      },
      fail: function (failure) {
        const message = field(failure, 'errMsg');
        reject(new Error(isFilled(message) ? message : 'navigateToMiniProgram:fail'));
      },
    });
  });
}
