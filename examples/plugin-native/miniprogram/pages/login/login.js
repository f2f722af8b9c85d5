const { createCaptchaFlow } = require('tcaptcha-wasm/miniprogram');
const { fetchAidEncrypted, checkCaptcha } = require('../../backend');
const { captchaAppId } = require('../../config');
const { describe } = require('../../messages');

Page({
  data: { captchaAppId, aidEncrypted: '', busy: false, message: '' },

  onLoad() {
    this.flow = createCaptchaFlow({
      component: () => this.selectComponent('#captcha'),
      prepare: () => fetchAidEncrypted().then((aidEncrypted) => this.giveToken(aidEncrypted)),
      submit: (captchaResult) => {
        this.setData({ message: '正在登录…' });
        return checkCaptcha(captchaResult);
      },
      passed: (outcome) => outcome.status === 'passed',
    });
  },

  // 必须用 setData，直接写 this.aidEncrypted 组件收不到；它的回调之后才算到达。
  // Only setData reaches the component; the value has arrived there when it calls back.
  giveToken(aidEncrypted) {
    return new Promise((resolve) => this.setData({ aidEncrypted }, resolve));
  },

  login() {
    this.setData({ busy: true, message: '正在打开验证码…' });
    this.flow.run().then((result) => this.setData({ busy: false, message: describe(result) }));
  },

  // ready、verify、close、error：事件名就是处理函数的名字 / each event has the handler of its name
  handleCaptcha(event) {
    this.flow.handlers[event.type](event);
  },

  onUnload() {
    this.flow.cancel();
  },
});
