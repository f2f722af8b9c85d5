// 与后端的两次往来：取 aidEncrypted，核对验证结果。
// The two exchanges with the backend: get an aidEncrypted, have a result checked.
import { cloudEnv, httpBase } from './config';

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted: Promise<string> */
export async function fetchAidEncrypted() {
  const answer = await ask('token', '/api/aidEncrypted', {});
  if (!answer || !answer.aidEncrypted) throw new Error('the backend sent no aidEncrypted');
  return answer.aidEncrypted;
}

/** 核对 / Has it checked: Promise<{status: 'passed' | 'rejected' | 'unavailable', reason?}> */
export async function checkCaptcha(captchaResult) {
  const answer = await ask('check', '/api/check', { captchaResult });
  if (!answer || !answer.status) throw new Error('the backend sent no outcome');
  return answer;
}

function ask(action, path, data) {
  return cloudEnv ? callFunction(action, data) : post(httpBase + path, data);
}

async function callFunction(action, data) {
  const response = await wx.cloud.callFunction({ name: 'captcha', data: { action, ...data } });
  return response.result;
}

async function post(url, data) {
  const { statusCode, data: answer } = await uni.request({ url, method: 'POST', data });
  // 任何状态码都不算失败，要自己看 / no status code is a failure to uni.request
  if (statusCode !== 200) throw new Error(`the backend answered ${statusCode}`);
  return answer;
}
