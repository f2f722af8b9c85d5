const { createCaptchaInbox } = require('tcaptcha-wasm/miniprogram');
const { cloudEnv } = require('./config');

App({
  // 验证结果只有 App.onShow 收得到，先放进这里，等页面来取。
  // Only App.onShow sees the result: it waits here until the page takes it.
  captchaInbox: createCaptchaInbox(),

  onLaunch() {
    // 只有用云函数做后端时才需要 / only when a cloud function is the backend
    if (cloudEnv) wx.cloud.init({ env: cloudEnv });
  },

  onShow(options) {
    this.captchaInbox.capture(options);
  },
});
