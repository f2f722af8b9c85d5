const { openCaptchaMiniProgram } = require('tcaptcha-wasm/miniprogram');
const { checkCaptcha } = require('../../backend');
const { captchaAppId } = require('../../config');
const { describe } = require('../../messages');

Page({
  data: { busy: false, message: '' },

  // 必须由用户点击触发 / WeChat allows the jump from a tap only
  login() {
    if (this.data.busy) return;
    this.setData({ busy: true, message: '正在打开验证码…' });
    // 用户可能在弹窗里点了取消 / the user may cancel WeChat's dialog
    openCaptchaMiniProgram(captchaAppId).catch(() => this.finish({ status: 'closed' }));
  },

  // 从验证码小程序回来时，先 App.onShow，再到这里。
  // On the return from the captcha mini program App.onShow runs first, then this.
  onShow() {
    const captchaResult = getApp().captchaInbox.take();
    // 不看 busy：跳转期间小程序可能被系统关掉，回来时页面是新的。
    // Whether busy or not: the system may have ended this mini program meanwhile, and the page is new.
    if (captchaResult && captchaResult.ret === 0) this.submit(captchaResult);
    else if (this.data.busy && !this.submitting) this.finish({ status: 'closed' });
  },

  submit(captchaResult) {
    this.submitting = true;
    this.setData({ busy: true, message: '正在登录…' });
    checkCaptcha(captchaResult)
      .catch(() => ({ status: 'unavailable' })) // 后端没有回答 / no answer from the backend
      .then((outcome) => this.finish(outcome));
  },

  finish(outcome) {
    this.submitting = false;
    this.setData({ busy: false, message: describe(outcome) });
  },
});
