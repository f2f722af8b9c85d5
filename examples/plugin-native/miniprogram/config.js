// 这里只放可以公开的东西。AppSecretKey 只能放在后端：小程序的代码包谁都能解开。
// Public values only. The AppSecretKey stays on the backend: anybody can unpack a mini program.
module.exports = {
  // 验证码控制台 > 图形验证 > 验证管理 里的 CaptchaAppId
  captchaAppId: '123456789',

  // 后端二选一 / one backend of the two:
  // 1. 云函数（examples/cloud-function），填云开发的环境 ID / a cloud function: its environment's id
  cloudEnv: '',
  // 2. HTTP 服务（examples/http-server），必须是完整的 https 地址，并在公众平台登记为 request 合法域名
  //    an HTTP server: the whole address; wx.request takes no path alone
  httpBase: 'https://captcha.example.com',
};
