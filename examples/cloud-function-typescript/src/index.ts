import * as cloud from 'wx-server-sdk';
import { createCaptcha, userIpFrom, type CheckOutcome } from 'tcaptcha-wasm';
import { required } from './environment';

/** 小程序传来的参数，内容不可信 / What the mini program sends: not to be trusted. */
interface Event {
  action?: unknown;
  captchaResult?: unknown;
}

/** 回答给小程序的校验结果 / What the mini program is told of a check. */
type CheckAnswer = Pick<CheckOutcome, 'status' | 'reason'>;

// wx-server-sdk 4.0.2 的类型声明里 env 只能是字符串，实际上接受这个 symbol
// the types of wx-server-sdk 4.0.2 know env as text alone; the code takes this symbol
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

const { CAPTCHA_ENDPOINT } = process.env;

// 放在 main 外面，实例被复用时才记得用过的票据 / outside main: a reused instance remembers its tickets
const captcha = createCaptcha({
  captchaAppId: required('CAPTCHA_APP_ID'),
  appSecretKey: required('CAPTCHA_APP_SECRET_KEY'),
  // 云函数不能设置 TENCENTCLOUD_ 开头的环境变量，所以换个名字
  // a cloud function cannot be given variables whose names start with TENCENTCLOUD_, hence these
  credentials: {
    secretId: required('CAPTCHA_SECRET_ID'),
    secretKey: required('CAPTCHA_SECRET_KEY'),
  },
  endpoint: CAPTCHA_ENDPOINT, // 不填就是腾讯云 / Tencent Cloud when left out
  // 没有通过的校验，每次记一行 / one line for each check that did not pass
  onCheck(event) {
    if (event.status !== 'passed') console.log(JSON.stringify(event));
  },
});

export async function main({
  action,
  captchaResult,
}: Event): Promise<{ aidEncrypted: string } | CheckAnswer> {
  switch (action) {
    case 'token':
      return { aidEncrypted: captcha.issueAid() };
    case 'check':
      return check(captchaResult);
    default:
      throw new Error("action takes 'token' or 'check'");
  }
}

async function check(captchaResult: unknown): Promise<CheckAnswer> {
  const userIp = userIpFrom(cloud.getWXContext(), 'wx-cloud-function');
  const outcome = await captcha.check({ captchaResult, userIp });
  // 只有 passed 才能继续：登录、发短信等业务写在这里 / only 'passed' goes on: log the user in here
  return { status: outcome.status, reason: outcome.reason };
}
