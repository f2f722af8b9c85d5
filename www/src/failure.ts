import type { Failure } from './core.ts';
import { language } from './i18n.ts';

// The core's messages are English, as logs want them; a Chinese reader gets the same in Chinese.
const inChinese = {
  captchaAppId: '只含十进制数字，且大于 0',
  appSecretKey: '1 到 32 字节',
  expiresInSeconds: '1 到 86400 的整数',
  nowSeconds: 'Unix 秒，整数，不能晚于当前时间',
  aad: '最多 96 字节，仅用于 GCM',
  iv: 'CBC 为 16 字节，GCM 为 12 字节',
} as const;

export type FieldName = keyof typeof inChinese;

/** The argument that a message begins with: the core always names it first. */
export function fieldOf({ message }: Failure): FieldName | undefined {
  const name = /^[A-Za-z]+/.exec(message)?.[0] ?? '';
  return Object.hasOwn(inChinese, name) ? (name as FieldName) : undefined;
}

export function failureText(failure: Failure): string {
  const field = fieldOf(failure);
  return language.value === 'zh' && field
    ? `${failure.code}：${inChinese[field]}`
    : `${failure.code}: ${failure.message}`;
}
