export default definePageConfig({
  navigationBarTitleText: '登录',
  usingComponents: { 't-captcha': 'plugin://captcha/t-captcha' },
});
