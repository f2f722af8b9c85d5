// The code of the pages in docs/guide, as it stands.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../support/npm.mjs';
import { blocksBelow, requireOf, runBlock } from './lib/blocks.mjs';
import { pairOf, path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';
import { runNpx } from './lib/npx.mjs';
import { officialSdkOver } from './lib/official-sdk.mjs';
import { openPage } from './lib/page.mjs';
import { app, credentials, startService, userIp } from './lib/service.mjs';

const { block, left } = blocksBelow('guide', {
  'guide/frameworks': 'tests/frameworks/docs.test.mjs',
  'guide/flow#flow-ends': 'tests/docs/blocks.test.mjs',
});
const example = (name) => readFileSync(path(`examples/${name}`), 'utf8');
const ofFrameworks = createRequire(join(root, 'tests/frameworks/package.json'));
let service;

before(async () => {
  service = await startService();
});
after(() => service?.simulator.close());

for (const [key, file] of [
  ['guide/cloud-function#cloud-function', 'cloud-function/index.js'],
  ['guide/jump#jump', 'jump-native/app.js'],
  ['guide/jump#jump-page', 'jump-native/pages/login/login.js'],
]) {
  test(`${key} is examples/${file}, which is tested as a project`, () => {
    assert.equal(`${block(key)}\n`, example(file));
  });
}

for (const [key, file] of [
  ['guide/uni-app-taro#uni-app-template', 'plugin-uni-app/src/pages/login/login.vue'],
  ['guide/uni-app-taro#uni-app-script', 'plugin-uni-app/src/pages/login/login.vue'],
  ['guide/uni-app-taro#uni-app', 'plugin-uni-app/src/pages/login/login.vue'],
  ['guide/uni-app-taro#taro-component', 'plugin-taro/src/pages/login/index.tsx'],
  ['guide/uni-app-taro#taro-flow', 'plugin-taro/src/pages/login/index.tsx'],
]) {
  test(`${key} is part of examples/${file}`, () => {
    assert.ok(example(file).includes(`${block(key)}\n`));
  });
}

test('the package.json of the cloud function is the example’s', () => {
  const { description, scripts, ...rest } = JSON.parse(example('cloud-function/package.json'));
  assert.deepEqual(JSON.parse(block('guide/cloud-function#cloud-function-package')), rest);
});

test('the jump is allowed in app.json as in the example', () => {
  const [[name, value]] = Object.entries(JSON.parse(block('guide/jump#jump-app-json')));
  assert.deepEqual(value, JSON.parse(example('jump-native/app.json'))[name]);
});

test('the native page: token, show, verify, check, leave', async () => {
  const { plugins, usingComponents } = JSON.parse(block('guide/plugin#native-app-json'));
  assert.deepEqual(plugins, JSON.parse(example('plugin-native/miniprogram/app.json')).plugins);
  assert.deepEqual(
    usingComponents,
    JSON.parse(example('plugin-native/miniprogram/pages/login/login.json')).usingComponents,
  );
  let isReady = false;
  const wx = { cloud: { init: () => (isReady = true) } };
  new Function('App', 'wx', block('guide/plugin#native-app-js'))(
    (definition) => definition.onLaunch(),
    wx,
  );
  assert.ok(isReady);

  const captcha = service.createCaptcha(app);
  const page = openPage(
    block('guide/plugin#native-js'),
    requireOf(),
    async ({ action, captchaResult }) =>
      action === 'token'
        ? { aidEncrypted: captcha.issueAid() }
        : captcha.check({ captchaResult, userIp }),
  );
  const wxml = block('guide/plugin#native-wxml');
  for (const [, handler] of wxml.matchAll(/bind\w+="(\w+)"/g))
    assert.equal(typeof page.definition[handler], 'function');
  for (const [, name] of wxml.matchAll(/\{\{(\w+)\}\}/g))
    assert.ok(name in page.definition.data, name);
  page.definition.onLoad.call(page);
  page.definition.login.call(page);
  await page.when(() => page.calls.includes('show'));
  page.definition.handleCaptcha.call(page, service.solve(page.data.aidEncrypted));
  await page.when(() => page.calls.includes('toast'));
  page.definition.onUnload.call(page);
  captcha.dispose();
});

test('the web page: a GCM token, the widget, the backend', async (t) => {
  const express = ofFrameworks('express');
  const own = { express, 'tcaptcha-wasm': service.ofPackage };
  const { app: made, captcha } = await runBlock(
    block('guide/web#web-backend'),
    { require: requireOf(own), ...app },
    ['app', 'captcha'],
  );
  const server = createServer(made);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    captcha.dispose();
  });
  assert.match(
    block('guide/web#web-script'),
    /^<script src="https:\/\/turing\.captcha\.qcloud\.com\/TJCaptcha\.js"><\/script>$/,
  );

  let answer;
  /** The widget as the vendor's page describes it. */
  class TencentCaptcha {
    constructor(captchaAppId, callback, options) {
      assert.equal(captchaAppId, app.captchaAppId);
      assert.deepEqual(Object.keys(options), ['aidEncrypted', 'aidEncryptedType']);
      const { valid } = service.lib.inspectAid(options.aidEncrypted, {
        ...app,
        mode: options.aidEncryptedType,
      });
      assert.ok(valid);
      this.show = () => callback(answer);
    }
  }
  const ofServer = (url, options) =>
    fetch(`http://127.0.0.1:${server.address().port}${url}`, options);
  const code = block('guide/web#web-page');
  const context = { fetch: ofServer, TencentCaptcha };
  const { login } = await runBlock(code, context, ['login']);
  const solve = (outcome, aidEncrypted) =>
    service.simulator.solve({ captchaAppId: app.captchaAppId, aidEncrypted, flow: 'web', outcome });
  answer = solve('solved');
  assert.deepEqual(await login(), { status: 'passed' });
  assert.deepEqual(await login(), { status: 'rejected', reason: 'replayed' });
  answer = solve('closed');
  assert.deepEqual(await login(), { status: 'closed' });
  answer = solve('solved', 'no token');
  assert.equal(answer.errorCode, 1006);
  assert.deepEqual(await login(), { status: 'rejected', reason: 'fallback_ticket' });
  // The script did not load.
  const { login: withoutWidget } = await runBlock(
    code,
    { fetch: ofServer, TencentCaptcha: undefined },
    ['login'],
  );
  assert.deepEqual(await withoutWidget(), { status: 'unavailable' });
});

test('the address on each platform', async () => {
  const found = [];
  const userIpFrom = (...args) => found.push(service.lib.userIpFrom(...args));
  await runBlock(block('guide/platforms#platform-user-ip'), {
    require: () => ({ userIpFrom }),
    cloud: { getWXContext: () => ({ CLIENTIP: '203.0.113.1' }) },
    context: { CLIENTIP: '203.0.113.3' },
    request: {
      headers: {
        'x-wx-source': 'wx_client',
        'x-original-forwarded-for': '203.0.113.2',
        'x-forwarded-for': '198.51.100.9, 203.0.113.4',
      },
      socket: { remoteAddress: '203.0.113.5' },
    },
  });
  assert.deepEqual(found, [
    '203.0.113.1',
    '203.0.113.2',
    '203.0.113.3',
    '203.0.113.4',
    '203.0.113.5',
  ]);
});

test('each command of the command line', async () => {
  const expected = [
    ['doctor', 0, /api_key|API key/i],
    ['aid', 0, /^[A-Za-z0-9+/]{64}$/m],
    ['inspect', 1, /expired/],
    ['result', 1, /fallback/],
    ['check', 1, /invalid_ticket/],
  ];
  const lines = block('guide/command-line#cli').split('\n');
  assert.equal(lines.length, expected.length);
  for (const [at, [command, code, output]] of expected.entries()) {
    assert.ok(lines[at].startsWith(`npx tcaptcha-wasm ${command}`));
    const done = await runNpx(lines[at], service.environment);
    assert.equal(done.code, code, done.output);
    assert.match(done.output, output);
  }
});

test('init writes the projects that the page shows, into the folders that it says', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'tcaptcha-init-'));
  const done = await runNpx(block('guide/command-line#cli-init'), {}, { cwd });
  assert.equal(done.code, 0, done.output);
  for (const file of ['cloudfunctions/captcha/index.js', 'project.config.json', 'miniprogram/app.json'])
    assert.ok(existsSync(join(cwd, file)), file);
  rmSync(cwd, { recursive: true });
  const templates = JSON.parse(
    readFileSync(path('pkg-template/src/cli/init/templates.json'), 'utf8'),
  );
  const expected = Object.entries(templates).map(([name, { folder }]) => [name, folder]);
  for (const page of pairOf('guide/command-line')) {
    const table = readMarkdown(path(page)).tables.find(([[first]]) =>
      ['template', '模板'].includes(first.text),
    );
    assert.deepEqual(
      table.slice(1).map(([name, , folder]) => [name.text, folder.text]),
      expected,
    );
  }
});

test('the simulator of the command line listens until it is interrupted', async () => {
  const until = /http:\/\/127\.0\.0\.1:\d+[^]*Ctrl-C/;
  const { output } = await runNpx(
    block('guide/command-line#cli-simulate'),
    {},
    { until, detached: true },
  );
  assert.match(output, until);
});

test('the vendor’s sample and its replacement make a good token, but for the length of the key', async () => {
  const valid = async (name, appSecretKey) => {
    const context = { require: requireOf(), ...app, appSecretKey };
    const { aidEncrypted } = await runBlock(block(`guide/migration#${name}`), context, [
      'aidEncrypted',
    ]);
    return service.lib.inspectAid(aidEncrypted, { ...app, appSecretKey }).valid;
  };
  assert.equal(await valid('vendor-server-before', app.appSecretKey), true);
  assert.equal(await valid('vendor-server-after', app.appSecretKey), true);
  await assert.rejects(valid('vendor-server-before', 'short'));
  assert.equal(await valid('vendor-server-after', 'short'), true);
});

test('of the vendor’s sample and its replacement only setData reaches the component', async () => {
  const shown = async (name) => {
    const self = {
      data: {},
      setData(values, done) {
        Object.assign(this.data, values);
        done();
      },
      selectComponent: () => ({ show: () => (self.shownWith = self.data.aidEncrypted) }),
    };
    await runBlock(block(`guide/migration#${name}`), {
      self,
      res: { data: { aidEncrypted: 'MDEy' } },
    });
    return self.shownWith;
  };
  assert.equal(await shown('vendor-client-before'), undefined);
  assert.equal(await shown('vendor-client-after'), 'MDEy');
});

/** What both blocks of the official SDK and its replacement are given. */
const ofSdk = () => ({ ...app, ...credentials, userIp, ticket: service.solve().detail.ticket });

test('the replacement of the official SDK: a ticket passes', async () => {
  const own = { 'tcaptcha-wasm': service.ofPackage };
  const context = { ...ofSdk(), require: requireOf(own) };
  const { passed } = await runBlock(block('guide/migration#sdk-after'), context, ['passed']);
  assert.equal(passed, true);
});

test('the official SDK: the same kind of ticket passes', async (t) => {
  const code = block('guide/migration#sdk-before');
  const sdk = officialSdkOver(service.url, process.env.TCAPTCHA_DOCS_FULL === 'true');
  if (!sdk) return t.skip('left to the full run: the official SDK is not installed');
  try {
    const { passed } = await runBlock(code, { ...ofSdk(), require: () => sdk.module }, ['passed']);
    assert.equal(passed, true);
  } finally {
    sdk.restore();
  }
});

test('no block was left out', () => {
  assert.deepEqual(left(), []);
});
