// 与后端的两次往来：取 aidEncrypted，校验验证结果。
// The two exchanges with the backend: get an aidEncrypted, have a result checked.
const { cloudEnv, httpBase } = require('./config');

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted: Promise<string> */
function fetchAidEncrypted() {
  return ask('aidEncrypted', 'token', '/api/aidEncrypted', {}).then(
    (answer) => answer.aidEncrypted,
  );
}

/** 校验 / Has it checked: Promise<{status: 'passed' | 'rejected' | 'unavailable', reason?}> */
function checkCaptcha(captchaResult) {
  return ask('status', 'check', '/api/check', { captchaResult });
}

function ask(wanted, action, path, data) {
  const asked = cloudEnv ? callFunction(action, data) : post(httpBase + path, data);
  return asked.then((answer) => {
    if (!answer || !answer[wanted]) throw new Error(`the backend sent no ${wanted}`);
    return answer;
  });
}

function callFunction(action, data) {
  const call = { name: 'captcha', data: Object.assign({ action }, data) };
  return wx.cloud.callFunction(call).then(({ result }) => result);
}

function post(url, data) {
  return new Promise((success, fail) => {
    // method 必须大写 / upper case, or WeChat refuses it
    wx.request({ url, method: 'POST', data, success, fail });
  }).then(({ statusCode, data: answer }) => {
    // 任何状态码都会进 success / every status code ends up in success
    if (statusCode !== 200) throw new Error(`the backend answered ${statusCode}`);
    return answer;
  });
}

module.exports = { fetchAidEncrypted, checkCaptcha };
