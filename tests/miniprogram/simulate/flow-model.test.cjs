// createCaptchaFlow, as the developer tools' npm build packed it, on a page with the component: the
// page's own setData, events and selectComponent, in random orders.

const path = require('node:path');
const nodeTimers = require('node:timers'); // those that jest does not fake
const fc = require('fast-check');
const simulate = require('miniprogram-simulate');
const { holdToModel } = require('../lib/flow-model.cjs');
const { CAPTCHA_STUB } = require('./page.cjs');

const helper = 'plugin-native/miniprogram_npm/tcaptcha-wasm/miniprogram.js';
const { createCaptchaFlow } = require(path.join(process.env.TCAPTCHA_EXAMPLES, helper));

const EVENTS = ['ready', 'verify', 'close', 'error'];

/** Shows what the page gave to it, and tells the test what the page does to it. */
function watchedCaptcha(told) {
  return {
    ...CAPTCHA_STUB,
    methods: {
      show() {
        told.show(this.data.aidEncrypted);
      },
      refresh() {
        told.refresh();
      },
    },
  };
}

function openPage(told) {
  const captcha = simulate.load(watchedCaptcha(told));
  const binds = EVENTS.map((type) => `bind${type}="handleCaptcha"`).join(' ');
  const page = simulate.render(
    simulate.load({
      template: `<t-captcha id="captcha" aid-encrypted="{{aidEncrypted}}" ${binds} />`,
      usingComponents: { 't-captcha': captcha },
      data: { aidEncrypted: '' },
      methods: {
        handleCaptcha(event) {
          this.flow.handlers[event.type](event);
        },
      },
    }),
  );
  page.attach(document.body);
  return page.instance;
}

test('10,000 random orders on a page', async () => {
  jest.useFakeTimers({
    doNotFake: ['nextTick', 'queueMicrotask', 'Date', 'performance', 'setInterval', 'setImmediate'],
  });
  const told = {};
  const page = openPage(told);
  const captcha = page.selectComponent('#captcha');
  let token = 0;
  await holdToModel(
    fc,
    {
      createFlow({ find, show, refresh, prepare, ...options }) {
        told.show = (aidEncrypted) => {
          expect(aidEncrypted).toBe(`token-${token}`);
          show();
        };
        told.refresh = refresh;
        page.flow = createCaptchaFlow({
          ...options,
          component: () => find(page.selectComponent('#captcha')),
          prepare: () =>
            prepare().then(
              () =>
                new Promise((resolve) => {
                  page.setData({ aidEncrypted: `token-${++token}` }, resolve);
                }),
            ),
        });
        return page.flow;
      },
      raise: (type, detail) => captcha.triggerEvent(type, detail),
      wait: (ms) => jest.advanceTimersByTime(ms),
      timers: () => jest.getTimerCount(),
      settled: () => new Promise(nodeTimers.setImmediate),
    },
    10_000,
  );
  jest.useRealTimers();
}, 120_000);
