const cloud = require('wx-server-sdk');
const { createCaptcha, userIpFrom } = require('tcaptcha-wasm');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const unset = ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY'].find((name) => !process.env[name]);
if (unset) throw new Error(`没有设置环境变量 ${unset} / environment variable ${unset} is not set`);
// 放在 main 外面，实例被复用时才记得用过的票据 / outside main: a reused instance remembers its tickets
const captcha = createCaptcha({
  captchaAppId: process.env.CAPTCHA_APP_ID,
  appSecretKey: process.env.CAPTCHA_APP_SECRET_KEY,
  endpoint: process.env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  onCheck: (event) => event.status === 'passed' || console.log(JSON.stringify(event)), // 日志 / the log
});
exports.main = async ({ action, captchaResult }) => {
  if (action === 'token') return { aidEncrypted: captcha.issueAid() };
  if (action !== 'check') throw new Error("action takes 'token' or 'check'");
  const userIp = userIpFrom(cloud.getWXContext(), 'wx-cloud-function');
  const outcome = await captcha.check({ captchaResult, userIp });
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  return { status: outcome.status, reason: outcome.reason };
};
