// 与后端的两次往来：取 aidEncrypted，核对验证结果。
// The two exchanges with the backend: get an aidEncrypted, have a result checked.
const { cloudEnv, httpBase } = require('./config');

/** 取一个新的 aidEncrypted / Gets a fresh aidEncrypted: Promise<string> */
function fetchAidEncrypted() {
  return ask('token', '/api/aidEncrypted', {}).then((answer) => {
    if (!answer || !answer.aidEncrypted) throw new Error('the backend sent no aidEncrypted');
    return answer.aidEncrypted;
  });
}

/** 核对 / Has it checked: Promise<{status: 'passed' | 'rejected' | 'unavailable', reason?}> */
function checkCaptcha(captchaResult) {
  return ask('check', '/api/check', { captchaResult }).then((answer) => {
    if (!answer || !answer.status) throw new Error('the backend sent no outcome');
    return answer;
  });
}

function ask(action, path, data) {
  return cloudEnv ? callFunction(action, data) : post(httpBase + path, data);
}

function callFunction(action, data) {
  return wx.cloud
    .callFunction({ name: 'captcha', data: Object.assign({ action }, data) })
    .then((response) => response.result);
}

function post(url, data) {
  return new Promise((resolve, reject) => {
    wx.request({
      url,
      method: 'POST', // 必须大写 / upper case, or WeChat refuses it
      data,
      // 任何状态码都会进 success / every status code ends up in success
      success: ({ statusCode, data: answer }) => {
        if (statusCode === 200) resolve(answer);
        else reject(new Error(`the backend answered ${statusCode}`));
      },
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

module.exports = { fetchAidEncrypted, checkCaptcha };
