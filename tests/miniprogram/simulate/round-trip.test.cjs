// The whole way, for each client: the example's own page, a backend example as it runs in production,
// and the simulator as the vendor. Nothing between the tap and the outcome is a stub but the captcha's
// own window.

const http = require('node:http');
const { eventually, launch, tap } = require('./page.cjs');

const { TCAPTCHA_GATEWAY, TCAPTCHA_GATEWAY_WITHOUT_AID } = process.env;

/** Puts the backends behind the gateway in the place of the network. */
function connect(gateway) {
  const seen = [];
  const post = async (path, body) => {
    const answer = await ask(gateway, path, body);
    seen.push({ path, body, answer });
    return answer;
  };
  wx.cloud = {
    init() {},
    callFunction: async ({ data }) => {
      const { statusCode, data: result } = await post('/function', data);
      if (statusCode !== 200) throw new Error(result.message);
      return { result };
    },
  };
  wx.request = ({ url, data, success, fail, complete }) => {
    const { hostname, pathname } = new URL(url);
    const asked = hostname === 'unicloud.example' ? askSpace(post, data) : post(pathname, data);
    const end = (callback) => (answer) => {
      callback?.(answer);
      complete?.(answer);
    };
    asked.then(end(success), ({ message }) => end(fail)({ errMsg: message }));
  };
  return {
    seen,
    solve: async (input) => (await ask(gateway, '/solve', input)).data,
  };
}

/** The space of uniCloud, as its client library asks it: by the recorded shapes of Aliyun's. */
async function askSpace(post, { method, params }) {
  const answer = (data) => ({ statusCode: 200, data: { success: true, data } });
  if (method === 'serverless.auth.user.anonymousAuthorize') return answer({ accessToken: 'a' });
  const { functionTarget, functionArgs } = JSON.parse(params);
  expect([method, functionTarget]).toEqual(['serverless.function.runtime.invoke', 'captcha']);
  const { statusCode, data } = await post('/unicloud', functionArgs);
  if (statusCode !== 200) throw new Error(data.message);
  return answer(data);
}

function ask(gateway, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(gateway + path, { method: 'POST', agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => {
        resolve({ statusCode: response.statusCode, data: JSON.parse(text) });
      });
    });
    request.on('error', reject).end(JSON.stringify(body));
  });
}

const SLOW_MS = 20_000; // an instance of the cloud function for every call
const says = (page, text) =>
  eventually(() => expect(page.querySelector('.message').dom.textContent).toBe(text), SLOW_MS);

const backends = [
  ['the cloud function', '.cloud'],
  ['the HTTP server', ''],
];
const uniCloud = ['uniCloud', '.unicloud'];

describe.each(require('../lib/plugin-pages.json'))('%s %s', (example, pagePath) => {
  test.each(example === 'plugin-uni-app' ? [...backends, uniCloud] : backends)(
    'token, captcha, check, and no second use: %s',
    async (_name, variant) => {
      const { solve, seen } = connect(TCAPTCHA_GATEWAY);
      const { openPage } = launch(example + variant, pagePath);
      const open = async () => {
        const page = await openPage();
        await eventually(() => expect(page.querySelector('#captcha')).toBeDefined());
        const captcha = page.querySelector('#captcha').instance;
        const shows = () => captcha.calls.filter((call) => call.method === 'show');
        return {
          raise: ({ type, detail }) => captcha.triggerEvent(type, detail),
          reads: (text) => says(page, text),
          async login() {
            const before = shows().length;
            await tap(page, '.login');
            await eventually(() => expect(shows()).toHaveLength(before + 1), SLOW_MS);
            return shows().at(-1).aidEncrypted;
          },
        };
      };

      // the vendor demands the token, and takes it from the component's property
      const { login, raise, reads } = await open();
      const aidEncrypted = await login();
      const verified = await solve({ flow: 'plugin', aidEncrypted });
      expect(verified).toMatchObject({ type: 'verify', detail: { ret: 0 } });
      raise(verified);
      raise({ type: 'close', detail: { ret: 0 } });
      await reads('登录成功');

      // the same token again: the vendor refuses it, the plugin raises error
      expect(await login()).not.toBe(aidEncrypted);
      const refused = await solve({ flow: 'plugin', aidEncrypted });
      expect(refused.type).toBe('error');
      raise(refused);
      await reads('验证服务暂时不可用，请稍后再试');

      // the same ticket again, from a page that does not know it
      const other = await open();
      await other.login();
      other.raise(verified);
      // an instance of the cloud function knows no tickets of another: that is the vendor's word
      await other.reads(
        variant === '.cloud' ? '验证无效，请重新验证' : '这次验证已经用过，请重新验证',
      );
      const statuses = seen.map(({ answer }) => answer.data.status).filter(Boolean);
      expect(statuses).toEqual(['passed', 'rejected']);
    },
    60_000,
  );
});

test.each(backends)(
  'jump-native: jump, return, check, and no second use: %s',
  async (_name, variant) => {
    const { solve, seen } = connect(TCAPTCHA_GATEWAY_WITHOUT_AID);
    let jumpedWith;
    wx.navigateToMiniProgram = (options) => {
      jumpedWith = options.extraData.appId;
      options.success({ errMsg: 'navigateToMiniProgram:ok' });
    };
    const { app, openPage } = launch(`jump-native${variant}`, 'pages/login/login');
    app.onShow({ scene: 1001 });
    const page = await openPage();
    const comeBack = (options) => {
      app.onShow(options);
      page.instance.onShow();
    };

    await tap(page, '.login');
    const solved = await solve({ flow: 'mini-program', captchaAppId: jumpedWith });
    expect(solved.referrerInfo.extraData).toMatchObject({ ret: 0, randstr: expect.any(String) });
    comeBack(solved);
    await says(page, '登录成功');
    comeBack(solved); // the client repeats the show: the inbox knows the ticket
    expect(seen).toHaveLength(1);

    await tap(page, '.login');
    comeBack(await solve({ flow: 'mini-program', outcome: 'closed' }));
    await says(page, '验证没有完成，请重试');
    expect(seen).toHaveLength(1);

    // a ticket that somebody else used before
    const other = await solve({ flow: 'mini-program' });
    const captchaResult = other.referrerInfo.extraData;
    const used = variant
      ? await wx.cloud.callFunction({ data: { action: 'check', captchaResult } })
      : await new Promise((success, fail) => {
          wx.request({ url: 'https://x/api/check', data: { captchaResult }, success, fail });
        });
    expect((used.result || used.data).status).toBe('passed');
    await tap(page, '.login');
    comeBack(other);
    await says(page, '这次验证已经用过，请重新验证');
  },
  60_000,
);
