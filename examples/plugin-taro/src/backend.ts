// 与后端的两次往来：取 aidEncrypted，校验验证结果。
// The two exchanges with the backend: get an aidEncrypted, have a result checked.
import Taro from '@tarojs/taro';
import type { SolvedCaptcha } from 'tcaptcha-wasm/miniprogram';
import { cloudEnv, httpBase } from './config';

/** 后端的回答 / what the backend answers */
export interface Outcome {
  status: 'passed' | 'rejected' | 'unavailable';
  reason?: string;
}

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted. */
export async function fetchAidEncrypted(): Promise<string> {
  const answer = await ask<{ aidEncrypted?: string }>('token', '/api/aidEncrypted', {});
  if (!answer.aidEncrypted) throw new Error('the backend sent no aidEncrypted');
  return answer.aidEncrypted;
}

/** 校验 / Has a result checked. */
export function checkCaptcha(captchaResult: SolvedCaptcha): Promise<Outcome> {
  return ask('check', '/api/check', { captchaResult });
}

async function ask<Answer>(action: string, path: string, data: object): Promise<Answer> {
  if (cloudEnv) {
    const response = await Taro.cloud.callFunction({ name: 'captcha', data: { action, ...data } });
    return response.result as Answer;
  }
  const response = await Taro.request<Answer>({ url: httpBase + path, method: 'POST', data });
  // 任何状态码都不算失败，要自己看 / no status code is a failure to Taro.request
  if (response.statusCode !== 200) throw new Error(`the backend answered ${response.statusCode}`);
  return response.data;
}
