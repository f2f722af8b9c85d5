// Every code block of the README and of npm's page, extracted and run as it stands.

import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { measureSizes, READMES, statedSizes } from '../../docs/sizes.mjs';
import { root } from '../support/npm.mjs';
import { path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';
import { MAJORS, nodeWithNpm } from './lib/own-npm.mjs';
import { serveRegistry } from './lib/registry.mjs';
import { openPage } from './lib/page.mjs';
import { shell as shellWith } from './lib/shell.mjs';
import { COMMAND_BLOCKS } from './readme-commands.mjs';

const isFull = process.env.TCAPTCHA_DOCS_FULL === 'true';
/** Where the newcomer begins, and the folder that the first block makes there. */
const start = join(root, 'target/docs/newcomer');
const folder = join(start, 'try-captcha');
const blocks = new Map(readMarkdown(path('README.zh-CN.md')).blocks.map((one) => [one.name, one.code]));
const ran = new Set();

const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'simulated-id', secretKey: 'simulated-key' };
const userIp = '203.0.113.7';
let registry;
let simulator;
let lib;
let env;

/** The code of a block, which counts as run from here on. */
function block(name) {
  ran.add(name);
  assert.ok(blocks.has(name), `no block ${name}`);
  return blocks.get(name);
}

/** Runs a block as the body of an async function; `results` are the names that it leaves. */
async function runFragment(name, context, results = []) {
  const require = createRequire(join(folder, 'index.js'));
  const names = Object.keys(context);
  const code = `return (async function () {\n${block(name)}\n${results.length ? `return { ${results.join(', ')} };` : ''}\n}).call(self)`;
  const run = new Function('require', 'self', ...names, code);
  return run(context.require ?? require, context.self, ...names.map((one) => context[one]));
}

const shell = (command, options = {}) => shellWith(command, { cwd: folder, env, ...options });

before(async () => {
  rmSync(start, { recursive: true, force: true });
  mkdirSync(start, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(process.env.TCAPTCHA_PACKAGE, 'package.json'), 'utf8'));
  registry = await serveRegistry(process.env.TCAPTCHA_TARBALL, manifest);
  env = {
    PATH: process.env.PATH,
    HOME: start,
    LANG: 'C.UTF-8',
    npm_config_registry: registry.url,
    npm_config_cache: join(start, '.npm'),
    npm_config_update_notifier: 'false',
  };
  const done = await shell(block('install'), { cwd: start });
  assert.equal(done.code, 0, done.output);
  const require = createRequire(join(folder, 'index.js'));
  lib = require('tcaptcha-wasm');
  simulator = require('tcaptcha-wasm/simulator').createSimulator({ apps: [app], credentials });
  const { url } = await simulator.listen();
  Object.assign(env, {
    CAPTCHA_APP_ID: app.captchaAppId,
    CAPTCHA_APP_SECRET_KEY: app.appSecretKey,
    TENCENTCLOUD_SECRET_ID: credentials.secretId,
    TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
    CAPTCHA_ENDPOINT: url,
  });
});

after(async () => {
  await simulator?.close();
  await registry?.close();
});

const solve = () => simulator.solve({ captchaAppId: app.captchaAppId, flow: 'plugin' });
const newCaptcha = (options) => lib.createCaptcha({ ...app, credentials, endpoint: env.CAPTCHA_ENDPOINT, ...options });

test('five minutes: passed, then replayed', async () => {
  writeFileSync(join(folder, 'try.js'), block('try'));
  const { code, output } = await shell(block('run-try'));
  assert.equal(code, 0, output);
  assert.match(output, /status: 'passed'[^]*status: 'rejected',\s+reason: 'replayed'/);
});

test('the cloud function is the example’s, and does both', async () => {
  const code = block('cloud-function');
  assert.equal(`${code}\n`, readFileSync(path('examples/cloud-function/index.js'), 'utf8'));
  assert.ok(code.split('\n').length <= 20);
  const sdk = {
    init() {},
    getWXContext: () => ({ CLIENTIP: userIp }),
  };
  const exports = {};
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const require = createRequire(join(folder, 'index.js'));
    const run = new Function('require', 'exports', code);
    run((name) => (name === 'wx-server-sdk' ? sdk : require(name)), exports);
    const { aidEncrypted } = await exports.main({ action: 'token' });
    assert.equal(lib.inspectAid(aidEncrypted, app).valid, true);
    const outcome = await exports.main({ action: 'check', captchaResult: solve() });
    assert.equal(outcome.status, 'passed');
    await assert.rejects(exports.main({ action: 'other' }), /action takes/);
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before);
  }
});

test('a clone: the tarball that it builds can be installed in its place', async () => {
  const [build, ...lines] = block('clone').split('\n');
  assert.equal(build, 'cargo xtask build');
  const clone = join(start, 'tcaptcha-wasm');
  const built = join(clone, 'target/npm');
  mkdirSync(built, { recursive: true });
  copyFileSync(process.env.TCAPTCHA_TARBALL, join(built, basename(process.env.TCAPTCHA_TARBALL)));
  const offline = { ...env, npm_config_registry: 'http://127.0.0.1:9' };
  const done = await shell(lines.join('\n'), { cwd: clone, env: offline });
  assert.equal(done.code, 0, done.output);
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  assert.match(dependencies['tcaptcha-wasm'], /^file:.*\.tgz$/);
});

for (const readme of READMES) {
  test(`the project that ${readme} has init write is the cloud function above`, async () => {
    const [, command] = /`(npx tcaptcha-wasm init [a-z-]+)`/.exec(readFileSync(path(readme), 'utf8'));
    const cwd = join(folder, `init-${readme}`);
    mkdirSync(cwd);
    const done = await shell(command, { cwd });
    assert.equal(done.code, 0, done.output);
    const written = readFileSync(join(cwd, 'cloudfunctions/captcha/index.js'), 'utf8');
    assert.equal(written, `${block('cloud-function')}\n`);
    const listed = await shell('npx tcaptcha-wasm init', { cwd });
    assert.match(listed.output, /cloud-function-typescript/);
  });
}

test('the page on npm has blocks of the README, which are run here', () => {
  const [install, ...others] = readMarkdown(path('pkg-template/README.md')).blocks;
  assert.ok(block('install').split('\n').includes(install.code));
  assert.deepEqual(others.map(({ name }) => name), ['try', 'cloud-function', 'native-app-json', 'native-wxml', 'native-js']);
  for (const { name, code } of others) assert.equal(code, block(name));
});

test('Express: token, pass, replay', async () => {
  const ofFrameworks = createRequire(join(root, 'tests/frameworks/package.json'));
  const ofFolder = createRequire(join(folder, 'index.js'));
  const express = ofFrameworks('express');
  let made;
  // The block listens on a port of its own; the test takes a free one.
  const make = () => Object.assign((made = express()), { listen() {} });
  const require = (name) => {
    if (name === 'express') return Object.assign(make, express);
    return name === 'tcaptcha-wasm' ? { ...lib, createCaptcha: newCaptcha } : ofFolder(name);
  };
  await runFragment('express', { ...app, require });
  const server = createServer(made);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const post = (path, body) =>
    fetch(`http://127.0.0.1:${server.address().port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
    });
  try {
    const { aidEncrypted } = await (await post('/api/aidEncrypted', {})).json();
    assert.equal(lib.inspectAid(aidEncrypted, app).valid, true);
    const captchaResult = solve();
    assert.deepEqual(await (await post('/api/login', { captchaResult })).json(), { status: 'passed' });
    assert.equal((await post('/api/login', { captchaResult })).status, 403);
  } finally {
    server.close();
  }
});

test('the native page: token, show, verify, check', async () => {
  const { plugins, usingComponents } = JSON.parse(block('native-app-json'));
  const example = (name) => JSON.parse(readFileSync(path(`examples/plugin-native/miniprogram/${name}`), 'utf8'));
  assert.deepEqual(plugins, example('app.json').plugins);
  assert.deepEqual(usingComponents, example('pages/login/login.json').usingComponents);

  const captcha = newCaptcha();
  const page = openPage(block('native-js'), createRequire(join(folder, 'index.js')), async ({ action, captchaResult }) =>
    action === 'token' ? { aidEncrypted: captcha.issueAid() } : captcha.check({ captchaResult, userIp }),
  );
  const wxml = block('native-wxml');
  for (const [, handler] of wxml.matchAll(/bind\w+="(\w+)"/g)) assert.equal(typeof page.definition[handler], 'function');
  for (const [, name] of wxml.matchAll(/\{\{(\w+)\}\}/g)) assert.ok(name in page.definition.data, name);

  const count = (call) => page.calls.filter((one) => one === call).length;
  page.definition.onLoad.call(page);
  page.definition.login.call(page);
  await page.when(() => count('show') === 1);
  assert.equal(lib.inspectAid(page.data.aidEncrypted, app).valid, true);
  page.definition.handleCaptcha.call(page, { type: 'verify', detail: { ret: 1 } });
  page.definition.handleCaptcha.call(page, solve());
  await page.when(() => count('toast') === 1);

  const used = solve();
  await captcha.check({ captchaResult: used, userIp });
  page.definition.login.call(page);
  await page.when(() => count('show') === 2);
  page.definition.handleCaptcha.call(page, used);
  await page.when(() => count('refresh') === 1);
  page.definition.onUnload.call(page);
  captcha.dispose();
});

test('the ends of a flow are told apart', async () => {
  const { code } = readMarkdown(path('docs/guide/flow.md')).blocks.find(({ name }) => name === 'flow-ends');
  const did = [];
  const acts = { goOn: (answer) => answer, tell: (text) => text, report: (...what) => did.push(what) };
  const run = (result) =>
    new Function('flow', ...Object.keys(acts), `return (async () => {\n${code}\n})()`)({ run: async () => result }, ...Object.values(acts));
  assert.equal(await run({ status: 'passed', answer: 'in' }), 'in');
  assert.equal(await run({ status: 'not_passed', answer: { reason: 'expired' } }), 'expired');
  assert.equal(await run({ status: 'closed' }), undefined);
  assert.equal(await run({ status: 'failed', reason: 'prepare', cause: 'c' }), 'later');
  assert.deepEqual(did, [['prepare', 'c']]);
});

test('letting people in while the service is down, within the bounds', async () => {
  const require = createRequire(path('examples/disaster-recovery/README.md'));
  const lines = [];
  let perMinute;
  let letIn;
  // One for every run of the block, as in a server.
  const createLetIn = (bounds) => {
    perMinute = bounds.perMinute;
    letIn ??= require('./let-in').createLetIn({ ...bounds, log: (line) => lines.push(line), nowMs: () => 0 });
    return letIn;
  };
  const captcha = newCaptcha({ timeoutMs: 5000 });
  const logsIn = async (fault, captchaResult = solve()) => {
    let isIn = false;
    simulator.setFault(fault && { ...fault, times: 1 });
    const logIn = () => (isIn = true);
    await runFragment('let-in', { captcha, captchaResult, userIp, logIn, require: () => ({ createLetIn }) });
    simulator.setFault(null);
    return isIn;
  };
  assert.equal(await logsIn(null), true);
  assert.equal(lines.length, 0);
  assert.equal(await logsIn({ kind: 'code', captchaCode: 26 }), true);
  assert.equal(await logsIn({ kind: 'reset' }), true);
  assert.equal(lines.length, 2);
  assert.equal(await logsIn({ kind: 'code', captchaCode: 31 }), false);
  assert.equal(await logsIn({ kind: 'code', captchaCode: 8 }), false);
  assert.equal(await logsIn(null, { ret: 0, ticket: 'trerror_1001_123456789_1710144972' }), false);
  await assert.rejects(logsIn({ kind: 'error', code: 'AuthFailure.SignatureFailure' }));
  for (let at = lines.length; at < perMinute; at += 1) letIn({ status: 'unavailable', reason: 'network' });
  assert.equal(lines.length, perMinute);
  assert.equal(await logsIn({ kind: 'reset' }), false);
  captcha.dispose();
});

test('each command of the command line', () => runCommandLine({}));

/** Each line of the page about the command, in the newcomer's folder. */
async function runCommandLine(where) {
  const expected = [
    ['doctor', 0, /Node\.js +✓/],
    ['aid', 0, /^[A-Za-z0-9+/]{64}\n$/m],
    ['inspect', 1, /expired/],
    ['result', 1, /fallback/],
    ['check', 1, /invalid_ticket/],
  ];
  const lines = readMarkdown(path('docs/guide/command-line.md')).blocks.find(({ name }) => name === 'cli').code.split('\n');
  assert.equal(lines.length, expected.length);
  for (const [at, [command, code, output]] of expected.entries()) {
    assert.ok(lines[at].startsWith(`npx tcaptcha-wasm ${command}`));
    const done = await shell(lines[at], where);
    assert.equal(done.code, code, `${lines[at]}: ${done.output}`);
    assert.match(done.output, output);
  }
}

for (const major of MAJORS) {
  test(`the five minutes with Node.js ${major} and the npm of its time`, async (t) => {
    if (!isFull || process.platform !== 'linux' || process.arch !== 'x64') {
      return t.skip('left to the full run on Linux x64');
    }
    const home = join(start, `新手-${major}`);
    const cwd = join(home, 'try-captcha');
    const path = `${nodeWithNpm(major)}:${process.env.PATH}`;
    const own = { ...env, PATH: path, HOME: home, npm_config_cache: join(home, '.npm') };
    mkdirSync(home);
    const installed = await shell(block('install'), { cwd: home, env: own });
    assert.equal(installed.code, 0, installed.output);
    writeFileSync(join(cwd, 'try.js'), block('try'));
    const tried = await shell(block('run-try'), { cwd, env: own });
    assert.match(tried.output, /'passed'[^]*'replayed'/);
    const version = await shell('node --version', { cwd, env: own });
    assert.ok(version.output.startsWith(`v${major}.`), version.output);
    await runCommandLine({ cwd, env: own });
  });
}

test('sizes in the README are those of the package', () => {
  const sizes = measureSizes(process.env.TCAPTCHA_PACKAGE, process.env.TCAPTCHA_TARBALL);
  for (const readme of READMES) {
    const stated = statedSizes(readme);
    assert.equal(stated.length, sizes.length);
    for (const [at, size] of sizes.entries()) {
      const message = `${readme} says ${stated[at]} KB, it is ${size.toFixed(1)} KB: run node docs/sizes.mjs`;
      assert.ok(Math.abs(stated[at] - size) <= Math.max(1.5, 0.02 * size), message);
    }
  }
});

test('no block was left out', () => {
  // Those are run by readme-commands.mjs, beside which nothing else may run.
  for (const name of COMMAND_BLOCKS) block(name);
  assert.deepEqual([...ran].sort(), [...blocks.keys()].sort());
});
