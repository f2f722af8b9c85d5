// Every recipe as a user runs it: compiled by its own settings, started, and asked over the network.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lib, packageFolder } from '../support/built-package.mjs';
import { root } from '../support/npm.mjs';
import { makeExample } from './lib/consumer.mjs';
import { APPS, post, startProcess, startSimulator } from './lib/running.mjs';
import { startWorkerd } from './lib/workerd.mjs';

const EXAMPLES = {
  'frameworks/express': ['dist/server.js'],
  'frameworks/nest': ['dist/main.js'],
  'frameworks/koa': ['server.js'],
  'frameworks/fastify': ['server.js'],
  'frameworks/hono': ['dist/node.js'],
};

for (const [path, args] of Object.entries(EXAMPLES)) {
  test(path, async (t) => {
    const cwd = makeExample(path);
    const { simulator, env } = await startSimulator(t);
    const { url, output } = await startProcess(t, process.execPath, args, { cwd, env });
    await roundTrip(simulator, url);
    await output(/"status":"rejected","reason":"replayed"/);
    await limits(url);
    if (path === 'frameworks/hono') await t.test('in workerd', (t) => onWorkerd(t, cwd));
  });
}

/** Fastify trusts addresses, not a number of proxies; Hono's is told by its runtime. */
for (const path of ['frameworks/express', 'frameworks/nest', 'frameworks/koa']) {
  test(`${path}: fewer addresses than proxies is refused, not checked with a proxy's`, async (t) => {
    const cwd = makeExample(path);
    const { simulator, env } = await startSimulator(t);
    const options = { cwd, env: { ...env, TRUST_PROXY: '2' } };
    const { url } = await startProcess(t, process.execPath, EXAMPLES[path], options);
    const { captchaAppId } = APPS[0];
    const captchaResult = simulator.solve({ captchaAppId, flow: 'plugin' });
    const login = (headers) => post(`${url}/api/login`, { captchaResult }, headers);
    for (const headers of [{}, { 'x-forwarded-for': '203.0.113.7' }]) {
      const { status, answer } = await login(headers);
      assert.ok([400, 403].includes(status), `${status}`);
      assert.equal(answer.reason, 'malformed');
    }
    assert.equal((await login({ 'x-forwarded-for': '203.0.113.7, 10.0.0.1' })).status, 200);
  });
}

async function onWorkerd(t, folder) {
  const { simulator, env } = await startSimulator(t);
  const started = await startWorkerd(t, folder, env);
  if (!started) return t.skip('no workerd here');
  const headers = { 'cf-connecting-ip': '203.0.113.7' };
  await roundTrip(simulator, started.url, headers);
  const unreadable = await post(`${started.url}/api/login`, { captchaResult: { ret: 2 } });
  assert.deepEqual([unreadable.status, unreadable.answer], [400, { status: 'rejected', reason: 'malformed' }]);
  await limits(started.url, headers);
}

test('the recipes name the versions that are tested here', () => {
  const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const tested = {
    ...read('package.json').devDependencies,
    ...read('tests/frameworks/package.json').dependencies,
    'tcaptcha-wasm': JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version,
  };
  for (const path of [...Object.keys(EXAMPLES), 'frameworks/several-captchas', 'web']) {
    const { dependencies, devDependencies } = read(`examples/${path}/package.json`);
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.equal(version, tested[name], `${name} of ${path}`);
    }
  }
});

/** Token, pass, replay, outage. */
async function roundTrip(simulator, url, headers) {
  const issued = await post(`${url}/api/aidEncrypted`, {}, headers);
  assert.equal(issued.status, 200, JSON.stringify(issued.answer));
  assert.equal(issued.headers.get('cache-control'), 'no-store');
  const { aidEncrypted } = issued.answer;
  const { captchaAppId } = APPS[0];
  assert.ok(lib.inspectAid(aidEncrypted, APPS[0]).valid);

  const captchaResult = simulator.solve({ captchaAppId, aidEncrypted, flow: 'plugin' });
  const login = (result) => post(`${url}/api/login`, { captchaResult: result }, headers);
  assert.ok([403, 415].includes(await sendForm(url, captchaResult, headers)), 'a form is no login');
  const passed = await login(captchaResult);
  assert.deepEqual([passed.status, passed.answer], [200, { status: 'passed' }]);
  const replayed = await login(captchaResult);
  assert.deepEqual([replayed.status, replayed.answer], [403, { status: 'rejected', reason: 'replayed' }]);
  simulator.setFault({ kind: 'status', status: 500 });
  const down = await login(simulator.solve({ captchaAppId, flow: 'plugin' }));
  assert.deepEqual([down.status, down.answer], [503, { status: 'unavailable', reason: 'service' }]);
  simulator.setFault(null);
}

/** Sends what a form on a page of another site could send. */
async function sendForm(url, captchaResult, headers) {
  const body = new URLSearchParams({ captchaResult: JSON.stringify(captchaResult) });
  const response = await fetch(`${url}/api/login`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** Each endpoint takes 20 requests a minute from one client, and `roundTrip` has sent 1 and 4 of them. */
async function limits(url, headers) {
  for (const [path, status, sentBefore] of [
    ['aidEncrypted', 200, 1],
    ['login', 403, 4],
  ]) {
    const left = 20 - sentBefore;
    const statuses = [];
    for (let at = 0; at <= left; at++) {
      const response = await fetch(`${url}/api/${path}`, { method: 'POST', headers: { connection: 'close', ...headers } });
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses, [...Array(left).fill(status), 429], path);
  }
}

test('several captchas: one backend for plugin, jump and web; a ticket of one app is a mismatch at another', async (t) => {
  const cwd = makeExample('frameworks/several-captchas');
  const { simulator, env, endpoint } = await startSimulator(t, { requireAid: true });
  const [miniProgram, web] = APPS.map((app) => ({ ...app, endpoint, timeoutMs: 60_000 }));
  // The two ways of the mini program share its app, as far as the vendor is concerned; the web page has its own.
  const keys = { plugin: miniProgram, jump: miniProgram, web: { ...web, mode: 'gcm' } };
  const file = join(cwd, 'keys.json');
  writeFileSync(file, JSON.stringify(keys));
  const { url } = await startProcess(t, process.execPath, ['server.js'], {
    cwd,
    env: { ...env, CAPTCHA_KEYS_FILE: file },
  });
  const FLOWS = { plugin: 'plugin', jump: 'mini-program', web: 'web' };
  /** A result as the client of this name gets it, with a token of its own route. */
  const solved = async (client) => {
    const { aidEncrypted } = (await post(`${url}/${client}/aidEncrypted`, {})).answer;
    const { captchaAppId, mode } = keys[client];
    const token = { aidEncrypted, ...(mode && { aidEncryptedType: mode }) };
    return simulator.solve({ captchaAppId, flow: FLOWS[client], ...token });
  };
  const login = async (client, captchaResult) => {
    const { status, answer } = await post(`${url}/${client}/login`, { captchaResult });
    return [status, answer.reason ?? answer.session];
  };
  for (const [client, session] of [['plugin', 'mini-program'], ['jump', 'mini-program'], ['web', 'web']]) {
    const result = await solved(client);
    assert.deepEqual(await login(client, result), [200, session], client);
    assert.deepEqual(await login(client, result), [403, 'replayed'], client);
  }
  for (const [from, to] of [['plugin', 'web'], ['jump', 'web'], ['web', 'plugin'], ['web', 'jump']]) {
    const result = await solved(from);
    assert.deepEqual(await login(to, result), [403, 'mismatch'], `${from} at ${to}`);
    // It was not spent there: where it belongs it is still good.
    assert.deepEqual((await login(from, result))[0], 200, `${from} at ${from}`);
  }
  // Of one app, and yet each once.
  const shared = await solved('plugin');
  assert.equal((await login('jump', shared))[0], 200);
  assert.deepEqual(await login('plugin', shared), [403, 'invalid_ticket']);
});

test('several captchas: the route says which, and keys rotate while checks are in flight', async (t) => {
  const cwd = makeExample('frameworks/several-captchas');
  const { simulator, env, endpoint } = await startSimulator(t);
  const [plugin, web] = APPS;
  const withEndpoint = (app) => ({ ...app, endpoint, timeoutMs: 60_000 });
  const file = join(cwd, 'keys.json');
  const jump = withEndpoint(plugin);
  const write = (keys) => writeFileSync(file, JSON.stringify({ jump, ...keys }));
  write({ plugin: withEndpoint({ ...plugin, appSecretKey: 'an older key' }), web: withEndpoint(web) });
  const { child, url, output } = await startProcess(t, process.execPath, ['server.js'], {
    cwd,
    env: { ...env, CAPTCHA_KEYS_FILE: file },
  });
  const tokenOf = async (client) => (await post(`${url}/${client}/aidEncrypted`, {})).answer.aidEncrypted;
  const solved = ({ captchaAppId }) => simulator.solve({ captchaAppId, flow: 'plugin' });
  const login = (client, captchaResult, more) => post(`${url}/${client}/login`, { captchaResult, ...more });

  // What the client says changes nothing.
  const ofWeb = solved(web);
  const mixed = await login('plugin', ofWeb, { captchaAppId: web.captchaAppId });
  assert.notEqual(mixed.status, 200);
  assert.equal((await login('web', solved(web))).answer.session, 'web');

  assert.equal(lib.inspectAid(await tokenOf('plugin'), plugin).valid, false, 'made with the older key');
  write({ plugin: withEndpoint(plugin) });
  child.kill('SIGHUP');
  await output(/keys not replaced: ERR_CAPTCHA_INVALID_ARGUMENT/);
  assert.equal((await login('web', solved(web))).status, 200, 'the old ones stay');

  simulator.setFault({ kind: 'delay', delayMs: 500, times: 1 });
  const inFlight = login('web', solved(web));
  write({ plugin: withEndpoint(plugin), web: withEndpoint(web) });
  child.kill('SIGHUP');
  await output(/keys replaced/);
  assert.equal((await inFlight).status, 200, 'a check in flight goes on to its end');
  assert.ok(lib.inspectAid(await tokenOf('plugin'), plugin).valid);
  assert.equal((await login('plugin', solved(plugin))).answer.session, 'mini-program');
});
