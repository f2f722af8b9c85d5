// 与后端的两次往来：取 aidEncrypted，带着验证结果登录。
// The two exchanges with the backend: get an aidEncrypted, log in with the result.

/** 每次弹出验证码之前都取新的 / a fresh one before each captcha */
export async function fetchAidEncrypted() {
  const { aidEncrypted } = await post('api/aidEncrypted', {});
  return aidEncrypted;
}

/** {status: 'passed' | 'rejected' | 'unavailable', reason?} */
export const logIn = (form) => post('api/login', form);

async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  // 没有通过是 403 和 503，回答里有 status / not passed is 403 or 503, and says so
  if (!response.ok && !answer.status) throw new Error(`${url}: HTTP ${response.status}`);
  return answer;
}
