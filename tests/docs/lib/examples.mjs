// Runs the examples of the reference, each with what the text around it would have given it.

import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/npm.mjs';

/** The web frameworks that examples use. */
const ofFrameworks = createRequire(join(root, 'tests/frameworks/package.json'));

const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'id', secretKey: 'key' };

/** For the modules of a server: runs in this process, against a simulator of its own. */
export async function runOnServer(code, packageFolder) {
  const ofPackage = createRequire(join(packageFolder, 'index.js'));
  const require = (name) => (/^(\.|tcaptcha-wasm)/.test(name) ? ofPackage(name) : ofFrameworks(name));
  const lib = require('./index.js');
  const simulatorEntry = require('./simulator.js');
  const simulator = simulatorEntry.createSimulator({ apps: [app], credentials });
  const endpoint = (await simulator.listen()).url;
  const local = (make) => (options) => make({ credentials, endpoint, ...options });
  const event = simulator.solve({ captchaAppId: app.captchaAppId, flow: 'plugin' });
  const answered = JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } });
  const database = {
    collection: () => ({ where: () => ({ remove: async () => ({ stats: { removed: 0 } }) }) }),
    command: { lt: (value) => value },
  };
  const cloud = { init() {}, DYNAMIC_CURRENT_ENV: 'env', database: () => database };
  const environment = { TENCENTCLOUD_SECRET_ID: 'id', TENCENTCLOUD_SECRET_KEY: 'key', REDIS_URL: 'redis://127.0.0.1' };
  const context = {
    ...lib,
    ...simulatorEntry,
    ...require('./testing.js'),
    createCaptcha: local(lib.createCaptcha),
    createVerifier: local(lib.createVerifier),
    credentialsFromEnvironment: () => lib.credentialsFromEnvironment(environment),
    ...app,
    credentials,
    simulator,
    captcha: lib.createCaptcha({ ...app, credentials, endpoint }),
    captchaResult: event,
    ticket: event.detail.ticket,
    userIp: '203.0.113.7',
    aidEncrypted: lib.encryptAid(app),
    response: { status: 200, text: async () => answered },
    headers: { 'X-TC-Action': 'DescribeCaptchaMiniResult' },
    check: async () => {},
    logIn: async () => {},
    sql: async () => ({ rowCount: 1 }),
    console: { ...console, warn() {}, error() {}, log() {} },
    Redis: class {
      call = async () => 1;
    },
    cloud,
    require: (name) => (name === 'wx-server-sdk' ? cloud : require(name)),
    exports: {},
    process: { env: environment },
  };
  const body = code.replace(/^import .*$/gm, '');
  // Names that the example declares itself are not given to it.
  const names = Object.keys(context).filter((name) => !new RegExp(`(?:const|let) (?:\\{[^}]*\\b)?${name}\\b`).test(body));
  try {
    const go = new Function(...names, `return (async () => {\n${body}\n})()`);
    await go(...names.map((name) => context[name]));
  } finally {
    await simulator.close();
  }
}

/** For `tcaptcha-wasm/web`: a process of its own beside the installed package. */
export function runAsModule(code, packageFolder) {
  const folder = join(packageFolder, '../..');
  const file = join(folder, 'example.mjs');
  writeFileSync(file, code);
  const done = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
}

/** For mini programs: loads the code, opens what it defines, and gives back what that did. */
export async function runInMiniProgram(code, packageFolder) {
  const helper = createRequire(join(packageFolder, 'index.js'))('./miniprogram/index.js');
  const did = [];
  const self = {
    submit: ({ ticket }) => did.push(`submit ${ticket}`),
    setData({ status }, done) {
      if (status) did.push(`status ${status}`);
      done?.();
    },
    selectComponent: () => ({ show: () => did.push('show') }),
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
  let opened = {};
  const open = (definition) => Object.assign(self, (opened = { ...opened, ...definition }), { onAppShow: definition.captchaInbox ? definition.onShow : self.onAppShow });
  const context = {
    ...helper,
    App: open,
    Page: open,
    getApp: () => self,
    fetchAidEncrypted: async () => 'aid',
    async checkCaptcha({ ticket }) {
      did.push(`submit ${ticket}`);
      return { status: 'passed' };
    },
    console: { warn: (message) => did.push(`warn ${message}`) },
    wx: { navigateToMiniProgram: ({ appId, fail }) => fail({ errMsg: `no ${appId}` }) },
  };
  globalThis.wx = context.wx;
  try {
    new Function(...Object.keys(context), code)(...Object.values(context));
    const back = {
      scene: 1038,
      referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: { ret: 0, ticket: 'tr0abc' } },
    };
    self.onLoad?.();
    self.login?.();
    await settled();
    self.onAppShow?.(back);
    self.onShow?.();
    self.handleVerify?.({ detail: { ret: 0, ticket: 'tr0abc' } });
    self.handleClose?.({ detail: { ret: 2 } });
    await settled();
    self.onUnload?.();
  } finally {
    delete globalThis.wx;
  }
  return did;
}
