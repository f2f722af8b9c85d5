export default defineAppConfig({
  pages: ['pages/login/index'],
  window: { navigationBarTitleText: '登录' },
  plugins: {
    captcha: { version: '2.1.4', provider: 'wx1fe8d9a3cb067a75' },
  },
});
