// Runs a mini program's app and pages in miniprogram-simulate, which by itself knows components only.

const path = require('node:path');
const simulate = require('miniprogram-simulate');

const examples = process.env.TCAPTCHA_EXAMPLES;
if (!examples) throw new Error('TCAPTCHA_EXAMPLES takes the folder of the built examples');

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

/** A page as a component: its functions are methods, which the harness calls when WeChat would. */
global.Page = (options) => {
  const { data, ...methods } = options;
  global.Component({ data, methods });
};
global.getCurrentPages = () => [];

/** Runs an example's `app.js`, and gives the app and what opens its pages. */
function launch(example, pagePath) {
  const rootPath = path.join(examples, example);
  let app;
  global.App = (options) => {
    app = options;
  };
  global.getApp = () => app;
  forgetOtherExamples();
  require(path.join(rootPath, 'app.js'));
  const captchaId = simulate.load(CAPTCHA_STUB);
  const pageId = simulate.load(path.join(rootPath, pagePath), {
    rootPath,
    compiler: 'official',
    usingComponents: { 't-captcha': captchaId },
  });
  app.onLaunch?.({ scene: 1001, query: {} });
  const openPage = async () => {
    const page = simulate.render(pageId);
    page.instance.route = pagePath; // by which uni-app tells pages from components
    page.attach(document.body);
    opened.add(page);
    page.instance.onLoad?.({});
    page.instance.onShow?.();
    page.instance.onReady?.();
    await settled();
    return page;
  };
  return { app, openPage };
}

/** What compiled examples leave in globals, under names that they share. */
function forgetOtherExamples() {
  jest.resetModules();
  delete wx.webpackJsonp; // Taro
  delete global.webpackJsonp; // uni-app with Vue 2
  const wxml = global.__WXML_GLOBAL__; // the WXML compiler's
  if (wxml) Object.assign(wxml, { ops_cached: {}, ops_set: {}, ops_init: {}, modules: {} });
}

const opened = new Set();

/** The user leaves the page. */
function leave(page) {
  opened.delete(page);
  page.instance.onUnload?.();
  page.detach();
}

// a page that stays would go on while other tests run
afterEach(async () => {
  for (const page of opened) leave(page);
  await settled();
});

/** A user's tap, and what follows from it. */
async function tap(page, selector) {
  page.querySelector(selector).dispatchEvent('tap');
  await settled();
}

/** Until promises and setData callbacks have run. */
function settled() {
  return simulate.sleep(5);
}

/** Until an expectation holds: the frameworks take their time from a state to setData. */
async function eventually(expectation, timeoutMs = 60_000) {
  for (const giveUpAt = Date.now() + timeoutMs; ; await settled()) {
    try {
      return expectation();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
    }
  }
}

module.exports = { CAPTCHA_STUB, launch, leave, tap, settled, eventually };
