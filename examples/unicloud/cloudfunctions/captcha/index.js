'use strict';
const {
  cloudDatabaseStore,
  createCaptcha,
  removeExpiredClaims,
  userIpFrom,
} = require('tcaptcha-wasm');

const variables = [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'CAPTCHA_SECRET_ID',
  'CAPTCHA_SECRET_KEY',
];
const unset = variables.find((name) => !process.env[name]);
if (unset) throw new Error(`没有设置环境变量 ${unset} / environment variable ${unset} is not set`);

const database = uniCloud.database();
const captcha = createCaptcha({
  captchaAppId: process.env.CAPTCHA_APP_ID,
  appSecretKey: process.env.CAPTCHA_APP_SECRET_KEY,
  // uniCloud 不能设置 TENCENTCLOUD_ 开头的环境变量，所以换个名字
  // uniCloud takes no variables whose names start with TENCENTCLOUD_, hence these
  credentials: {
    secretId: process.env.CAPTCHA_SECRET_ID,
    secretKey: process.env.CAPTCHA_SECRET_KEY,
  },
  endpoint: process.env.CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 各个实例共用已用票据的记录 / the instances share what they know of used tickets
  store: cloudDatabaseStore(database, { client: 'unicloud' }),
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck: (event) => event.status === 'passed' || console.log(JSON.stringify(event)),
});

exports.main = async ({ action, captchaResult }, context) => {
  // 定时触发：删除过期的记录 / the timer trigger: removes what has expired
  if (context.SOURCE === 'timing') return removeExpiredClaims(database, { client: 'unicloud' });
  if (action === 'token') return { aidEncrypted: captcha.issueAid() };
  if (action !== 'check') throw new Error("action takes 'token' or 'check'");
  const outcome = await captcha.check({ captchaResult, userIp: userIpFrom(context, 'unicloud') });
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  return { status: outcome.status, reason: outcome.reason };
};
