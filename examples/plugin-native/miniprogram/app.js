const { cloudEnv } = require('./config');

App({
  onLaunch() {
    // 只有用云函数做后端时才需要 / only when a cloud function is the backend
    if (cloudEnv) wx.cloud.init({ env: cloudEnv });
  },
});
