// 后端是 uniCloud（examples/unicloud）时，用这个文件替换 backend.js。
// For a backend on uniCloud (examples/unicloud): put this in the place of backend.js.

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted: Promise<string> */
export async function fetchAidEncrypted() {
  const { aidEncrypted } = await ask('aidEncrypted', { action: 'token' });
  return aidEncrypted;
}

/** 校验 / Has it checked: Promise<{status: 'passed' | 'rejected' | 'unavailable', reason?}> */
export function checkCaptcha(captchaResult) {
  return ask('status', { action: 'check', captchaResult });
}

async function ask(wanted, data) {
  const { result } = await uniCloud.callFunction({ name: 'captcha', data });
  if (!result || !result[wanted]) throw new Error(`the backend sent no ${wanted}`);
  return result;
}
