import { captchaAppId, captchaScript } from './config.js';

const LOAD_TIMEOUT_MS = 10_000;

/**
 * 弹出验证码，返回回调得到的结果 / Shows the captcha; resolves with what the callback is given.
 *
 * ret 为 0 时有 ticket 和 randstr，交给后端校验；ret 为 2 是用户关闭了验证码。没有通过时不会回调，
 * 验证码自己换一题。连接不上腾讯云时 ret 也是 0，但 ticket 以 trerror_ 开头（容灾票据），并带有 errorCode。
 * With ret 0 there are ticket and randstr, for the backend to check; ret 2 means closed. A failed attempt
 * does not call back: the captcha goes on. When the service cannot be reached, ret is 0 as well, but the
 * ticket is a disaster-recovery ticket (trerror_…), with an errorCode.
 */
export async function openCaptcha(aidEncrypted) {
  try {
    await loadScript();
    return await show({ aidEncrypted, aidEncryptedType: 'gcm' });
  } catch (error) {
    console.error(error);
    return scriptFailed();
  }
}

function show(options) {
  return new Promise((resolve) => {
    const captcha = new window.TencentCaptcha(captchaAppId, resolve, options);
    captcha.show();
  });
}

let loading;

/**
 * 脚本必须每次从腾讯云加载，不能存到自己的服务器上。加载失败后，下次会重新加载。
 * The script must come from the vendor, never from a copy. After a failure the next call loads it again.
 */
function loadScript() {
  if (window.TencentCaptcha) return undefined; // 超时之后才到的也算 / even if it came after the time limit
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const fail = (why) => {
      clearTimeout(timer);
      script.remove();
      loading = undefined;
      reject(new Error(`${captchaScript}: ${why}`));
    };
    // 脚本可能既不成功也不失败 / it may neither load nor fail
    const timer = setTimeout(() => fail('timeout'), LOAD_TIMEOUT_MS);
    script.onerror = () => fail('cannot be loaded');
    // 内容可能被浏览器插件换掉 / an extension may have replaced what is in it
    script.onload = () => {
      if (!window.TencentCaptcha) return fail('no TencentCaptcha in it');
      clearTimeout(timer);
      resolve();
    };
    script.src = captchaScript;
    document.head.append(script);
  });
  return loading;
}

/**
 * 脚本没有加载成功：与腾讯云示例一样生成容灾票据，让后端知道有用户打不开验证码。后端默认拒绝，因为任何人都能伪造。
 * The script did not load: a disaster-recovery ticket, as in the vendor's sample, tells the backend that
 * somebody could not open the captcha. The backend refuses it, because anybody can write one.
 */
function scriptFailed() {
  const nowSeconds = Math.floor(Date.now() / 1000);
  return {
    ret: 0,
    ticket: `trerror_1001_${captchaAppId}_${nowSeconds}`,
    randstr: `@${Math.random().toString(36).slice(2)}`,
    errorCode: 1001,
    errorMessage: 'jsload_error',
  };
}
