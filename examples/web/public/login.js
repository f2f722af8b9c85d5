import { fetchAidEncrypted, logIn } from './backend.js';
import { openCaptcha } from './captcha.js';
import { describe } from './messages.js';

const form = document.querySelector('form');
const button = form.querySelector('button');
const message = document.querySelector('#message');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true; // 连点两下只算一次 / a second tap is none
  try {
    message.textContent = describe(await submit(form.phone.value));
  } catch (error) {
    console.error(error);
    message.textContent = '暂时无法登录，请稍后再试';
  }
  button.disabled = false;
});

async function submit(phone) {
  message.textContent = '正在打开验证码…';
  const captchaResult = await openCaptcha(await fetchAidEncrypted());
  if (captchaResult.ret === 2) return { status: 'closed' };
  message.textContent = '正在登录…';
  // 验证结果原样交给后端；每张票据只能用一次，登录失败要重新验证
  // The result goes to the backend as it is. Each ticket is good once: a failed login needs a new captcha.
  return logIn({ phone, captchaResult });
}
