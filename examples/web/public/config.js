// 这里只放可以公开的东西，AppSecretKey 只能放在后端 / public values only: the AppSecretKey stays on the backend.

// 与后端的 CAPTCHA_APP_ID 相同 / the same as CAPTCHA_APP_ID of the backend
export const captchaAppId = '123456789';

// 验证码 2.0；用 1.0 的验证请换成 https://turing.captcha.qcloud.com/TCaptcha.js
// Captcha 2.0. For a captcha of version 1.0 take the address ending in TCaptcha.js.
export const captchaScript = 'https://turing.captcha.qcloud.com/TJCaptcha.js';
