const { readVerifyEvent } = require('tcaptcha-wasm/miniprogram');
const { fetchAidEncrypted, checkCaptcha } = require('../../backend');
const { captchaAppId } = require('../../config');
const { describeOutcome } = require('../../messages');

Page({
  data: {
    captchaAppId,
    aidEncrypted: '',
    busy: false,
    message: '',
  },

  login() {
    if (this.data.busy) return;
    this.setData({ busy: true, message: '正在打开验证码…' });
    // 每次都取新的：aidEncrypted 会过期，控制台还可以限制一个只能用一次。
    // A fresh one every time: it expires, and the console can make it valid once only.
    fetchAidEncrypted()
      .then((aidEncrypted) => this.showCaptcha(aidEncrypted))
      .catch(() => this.finish('验证码打不开，请稍后再试'));
  },

  showCaptcha(aidEncrypted) {
    // 必须用 setData，直接写 this.aidEncrypted 组件收不到；等它的回调之后再 show。
    // Only setData reaches the component; show it once the value has arrived there.
    return new Promise((resolve) => this.setData({ aidEncrypted }, resolve)).then(() => {
      this.captcha().show();
    });
  },

  handleReady() {
    this.setData({ message: '' });
  },

  handleVerify(event) {
    const captchaResult = readVerifyEvent(event);
    if (captchaResult.ret === 0) {
      this.submit(captchaResult);
    } else if (captchaResult.ret === 1) {
      // 验证码自己会换一题，这里不要调用 refresh。
      // The captcha goes on to another challenge by itself; never call refresh here.
      this.setData({ message: '验证没有通过，请再试一次' });
    } else {
      this.finish('验证没有完成，请重试');
    }
  },

  // 用户点关闭时 ret 是 2；验证完成后自动关闭时是 0。
  // ret is 2 when the user closed it, 0 when it closes by itself after the verification.
  handleClose(event) {
    if (this.submitting) return;
    if (readVerifyEvent(event).ret === 2) this.finish('你关闭了验证码');
    else this.setData({ busy: false });
  },

  // 例如 CaptchaAppId 或 aidEncrypted 不对；事件里不一定有 detail。
  // For example a wrong CaptchaAppId or aidEncrypted; the event may have no detail.
  handleError() {
    this.finish('验证码加载失败，请稍后再试');
  },

  submit(captchaResult) {
    if (this.submitting) return;
    this.submitting = true;
    this.setData({ busy: true, message: '正在登录…' });
    checkCaptcha(captchaResult)
      .catch(() => ({ status: 'unavailable' })) // 后端没有回答 / no answer from the backend
      .then((outcome) => {
        // 票据只能用一次：登录没成功就重置验证码，让用户能重新验证。
        // A ticket is valid once: when the login did not succeed, reset the captcha for another try.
        this.finish(describeOutcome(outcome));
        const captcha = this.captcha(); // 页面已关闭时是 null / null once the page has gone
        if (outcome.status !== 'passed' && captcha) captcha.refresh();
      });
  },

  finish(message) {
    this.submitting = false;
    this.setData({ busy: false, message });
  },

  captcha() {
    return this.selectComponent('#captcha');
  },
});
