// Loads a native page into miniprogram-simulate, which knows components only.

const path = require('node:path');
const simulate = require('miniprogram-simulate');

const examples = process.env.TCAPTCHA_EXAMPLES;
if (!examples) throw new Error('TCAPTCHA_EXAMPLES takes the folder of the examples, npm built');

/** A page as a component: its functions are methods, which the test calls when WeChat would. */
global.Page = (options) => {
  const { data, ...methods } = options;
  global.Component({ data, methods });
};

/** What stands in for `plugin://captcha/t-captcha`; it records how the page treats it. */
const CAPTCHA_STUB = {
  tagName: 't-captcha',
  template: '<view class="captcha"></view>',
  properties: {
    appId: String,
    aidEncrypted: String,
    lang: { type: String, value: 'zh-CN' },
    themeColor: { type: String, value: '#1A79FF' },
  },
  lifetimes: {
    created() {
      this.calls = [];
    },
  },
  methods: {
    show() {
      const { appId, aidEncrypted } = this.data;
      this.calls.push({ method: 'show', appId, aidEncrypted });
    },
    refresh() {
      this.calls.push({ method: 'refresh' });
    },
    destroy() {
      this.calls.push({ method: 'destroy' });
    },
  },
};

/** Runs a page's `Page(…)`, and gives what makes instances of it. */
function loadPage(example, pagePath, config = {}) {
  const rootPath = path.join(examples, example);
  const configPath = path.join(rootPath, 'config.js');
  jest.resetModules();
  jest.doMock(configPath, () => ({ ...jest.requireActual(configPath), ...config }));
  const captchaId = simulate.load(CAPTCHA_STUB);
  const id = simulate.load(path.join(rootPath, pagePath), {
    rootPath,
    compiler: 'official',
    usingComponents: { 't-captcha': captchaId },
  });
  return () => {
    const page = simulate.render(id);
    page.attach(document.body);
    return page;
  };
}

/** Runs `app.js`, and gives the app. */
function loadApp(example) {
  let app;
  global.App = (options) => {
    app = options;
  };
  global.getApp = () => app;
  jest.isolateModules(() => require(path.join(examples, example, 'app.js')));
  return app;
}

/** A user's tap, and what follows from it. */
async function tap(page, selector) {
  page.querySelector(selector).dispatchEvent('tap');
  await settled();
}

/** Until promises and setData callbacks have run. */
function settled() {
  return simulate.sleep(5);
}

module.exports = { loadPage, loadApp, tap, settled };
