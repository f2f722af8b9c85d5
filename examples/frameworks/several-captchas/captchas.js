const { createCaptcha } = require('tcaptcha-wasm');

/**
 * 几个验证码，各有各的密钥，可以随时更换 / Captchas by name, whose keys can change at any time.
 *
 * 更换时先创建新的，再 dispose 旧的：进行中的校验会用旧密钥做完。
 * The new one is made first, then the old one disposed of: checks in flight go on to their end.
 */
function createCaptchas(optionsByName) {
  const names = Object.keys(optionsByName);
  let current = createAll();

  /** 有一个不对就全部不换 / all of them or, if one cannot be made, none */
  function createAll() {
    const made = {};
    try {
      for (const name of names) made[name] = createCaptcha(optionsByName[name]);
      return made;
    } catch (error) {
      disposeAll(made);
      throw error;
    }
  }

  return {
    /** 给路由用：每次都用当时的那一个 / for a route: each call takes the one of that moment */
    of(name) {
      if (names.indexOf(name) < 0) throw new Error(`there is no captcha ${name}`);
      return {
        issueAid: () => current[name].issueAid(),
        check: (input) => current[name].check(input),
      };
    },
    replaceAll(newOptionsByName) {
      optionsByName = newOptionsByName;
      const old = current;
      current = createAll();
      disposeAll(old);
    },
    dispose: () => disposeAll(current),
  };
}

function disposeAll(captchas) {
  for (const name of Object.keys(captchas)) captchas[name].dispose();
}

module.exports = { createCaptchas };
