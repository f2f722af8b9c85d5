// The code of docs/guide/frameworks.md, as it stands.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lib, require as requirePackage } from '../support/built-package.mjs';
import { APPS, post, startSimulator } from './lib/running.mjs';

const text = readFileSync(new URL('../../docs/guide/frameworks.md', import.meta.url), 'utf8');
const blocks = new Map([...text.matchAll(/<!-- block: ([\w-]+) -->\n```js\n([^]*?)\n```/g)].map(([, name, code]) => [name, code]));
const ofThisArea = createRequire(import.meta.url);
const ran = new Set();

function run(name, context, result) {
  ran.add(name);
  const require = (id) => {
    if (id === 'tcaptcha-wasm') return { createCaptcha: () => context.captcha };
    if (id === 'express') return expressWithoutListen();
    if (id === './let-in') return ofThisArea('../../examples/disaster-recovery/let-in.js');
    return id.startsWith('tcaptcha-wasm/') ? requirePackage(`./${id.split('/')[1]}.js`) : ofThisArea(id);
  };
  const code = blocks.get(name);
  // Names that the block declares itself are not given to it.
  const names = Object.keys(context).filter((one) => !code.includes(`const ${one} =`));
  return new Function('require', ...names, `${code}\nreturn ${result};`)(require, ...names.map((one) => context[one]));
}

/** Express, whose apps listen on no port of their own; the test takes a free one. */
function expressWithoutListen() {
  const express = ofThisArea('express');
  return Object.assign(() => Object.assign(express(), { listen() {} }), express);
}

const SERVERS = {
  express: (app) => createServer(app),
  koa: (app) => createServer(app.callback()),
  fastify: async (app) => {
    await app.ready();
    return app.server;
  },
  hono: (app) => ofThisArea('@hono/node-server').createAdaptorServer({ fetch: app.fetch }),
};

for (const [name, serverOf] of Object.entries(SERVERS)) {
  test(`the block of ${name}`, async (t) => {
    const { simulator, endpoint } = await startSimulator(t);
    const credentials = { secretId: 'AKIDsimulated', secretKey: 'simulated' };
    const captcha = lib.createCaptcha({ ...APPS[0], credentials, endpoint, timeoutMs: 60_000 });
    const server = await serverOf(run(name, { captcha, ...APPS[0] }, 'app'));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => {
      server.close();
      captcha.dispose();
    });
    const url = `http://127.0.0.1:${server.address().port}/api`;
    const { aidEncrypted } = (await post(`${url}/aidEncrypted`, {})).answer;
    const captchaResult = simulator.solve({ captchaAppId: APPS[0].captchaAppId, aidEncrypted, flow: 'plugin' });
    const login = () => post(`${url}/login`, { captchaResult }, { 'x-forwarded-for': '203.0.113.7' });
    assert.deepEqual((await login()).answer, { status: 'passed' });
    assert.equal((await login()).status, 403);
  });
}

test('the block of onNotPassed', () => {
  const calls = [];
  const context = { captcha: {}, logIn() {}, requireCaptcha: (...args) => args, app: { post: (...args) => calls.push(args) } };
  const letIn = run('on-not-passed', context, 'letIn');
  assert.deepEqual(calls, [['/api/login', [context.captcha, { onNotPassed: letIn }], context.logIn]]);
});

test('no block was left out', () => {
  assert.deepEqual([...ran].sort(), [...blocks.keys()].sort());
});
