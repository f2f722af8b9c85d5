// 与后端的两次往来：取 aidEncrypted，校验验证结果。
// The two exchanges with the backend: get an aidEncrypted, have a result checked.
import { cloudEnv, httpBase } from './config';

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted: Promise<string> */
export async function fetchAidEncrypted() {
  const answer = await ask('aidEncrypted', 'token', '/api/aidEncrypted', {});
  return answer.aidEncrypted;
}

/** 校验 / Has it checked: Promise<{status: 'passed' | 'rejected' | 'unavailable', reason?}> */
export function checkCaptcha(captchaResult) {
  return ask('status', 'check', '/api/check', { captchaResult });
}

async function ask(wanted, action, path, data) {
  const answer = await (cloudEnv ? callFunction(action, data) : post(httpBase + path, data));
  if (!answer || !answer[wanted]) throw new Error(`the backend sent no ${wanted}`);
  return answer;
}

async function callFunction(action, data) {
  const response = await wx.cloud.callFunction({ name: 'captcha', data: { action, ...data } });
  return response.result;
}

async function post(url, data) {
  // 不用 uni.request 返回的 Promise：Vue 2 给的是数组，Vue 3 给的不是。
  // Not the promise of uni.request: with Vue 2 it gives an array, with Vue 3 it does not.
  const response = await new Promise((success, fail) => {
    uni.request({ url, method: 'POST', data, success, fail });
  });
  // 任何状态码都会进 success / every status code ends up in success
  if (response.statusCode !== 200) throw new Error(`the backend answered ${response.statusCode}`);
  return response.data;
}
