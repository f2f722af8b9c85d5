// Secrets and tickets planted everywhere that a command reads: none of its output repeats one whole.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atTerminal, piped, PUBLISHED_TOKEN, startSimulator } from './command.mjs';

const PLANTED = {
  appSecretKey: 'plantedAppSecretKey000001',
  previousKey: 'plantedAppSecretKey000002',
  secretId: 'AKIDplantedSecretId3',
  secretKey: 'plantedSecretKey4',
  token: 'plantedSessionToken5',
  password: 'plantedPassword6',
  ticket: 'tr0plantedTicket7plantedTicket7plantedTicket7',
  short: 'tr0planted8',
};
const env = {
  CAPTCHA_APP_ID: '123456789',
  CAPTCHA_APP_SECRET_KEY: PLANTED.appSecretKey,
  CAPTCHA_APP_SECRET_KEY_PREVIOUS: PLANTED.previousKey,
  TENCENTCLOUD_SECRET_ID: PLANTED.secretId,
  TENCENTCLOUD_SECRET_KEY: PLANTED.secretKey,
  TENCENTCLOUD_SESSION_TOKEN: PLANTED.token,
};

function hold(what, ...texts) {
  for (const text of texts) {
    for (const secret of Object.values(PLANTED)) {
      // The Base64 of a proxy's login as well.
      for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, -4)]) {
        assert.ok(!text.includes(form), `${what}: ${text}`);
      }
    }
  }
}

/** A service that repeats everything it was sent, in every place of an answer that is text. */
const vendors = {};
const children = [];
before(async () => {
  const script = fileURLToPath(new URL('./lib/vendor.mjs', import.meta.url));
  const echo = Object.values(PLANTED).join(' ');
  const json = { 'Content-Type': 'application/json' };
  const answer = (response) => ({ status: 200, headers: json, body: JSON.stringify({ Response: { RequestId: 'r-1', ...response } }) });
  for (const [name, raw] of Object.entries({
    passed: answer({ CaptchaCode: 1, CaptchaMsg: echo }),
    rejected: answer({ CaptchaCode: 15, CaptchaMsg: echo }),
    refused: answer({ Error: { Code: 'AuthFailure.SignatureFailure', Message: echo } }),
    'no such error': answer({ Error: { Code: echo, Message: echo } }),
    html: { status: 200, headers: { 'Content-Type': 'text/html' }, body: `<html>${echo}` },
    down: { status: 503, headers: {}, body: echo },
    moved: { status: 302, headers: { Location: `https://example.com/${encodeURIComponent(echo)}` }, body: echo },
  })) {
    const child = spawn(process.execPath, [script, JSON.stringify({ raw })], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    vendors[name] = String((await once(child.stdout, 'data'))[0]).trim();
  }
});
after(() => {
  for (const child of children) child.kill();
});

const forms = [['--lang', 'en'], ['--lang', 'zh-CN'], ['--json']];

test('check and doctor, whatever the service repeats', () => {
  for (const [name, url] of Object.entries(vendors)) {
    const asked = { ...env, CAPTCHA_ENDPOINT: url };
    for (const form of forms) {
      for (const ticket of [PLANTED.ticket, PLANTED.short]) {
        const { out, err } = piped(['check', '--user-ip', '203.0.113.7', ...form], { env: asked, input: JSON.stringify({ ret: 0, ticket }) });
        assert.ok(out + err);
        hold(`check, ${name}`, out, err);
      }
      const { out, err } = piped(['doctor', ...form], { env: asked });
      hold(`doctor, ${name}`, out, err);
    }
  }
});

test('check and doctor behind a proxy with a password', () => {
  const proxied = { ...env, https_proxy: `http://user:${PLANTED.password}@127.0.0.1:1` };
  for (const form of forms) {
    for (const args of [['doctor'], ['check', '--user-ip', '203.0.113.7', '--ticket', PLANTED.ticket]]) {
      const { out, err } = piped([...args, ...form], { env: proxied });
      hold(args[0], out, err);
    }
  }
});

test('aid, inspect, result and a command line that is wrong', () => {
  for (const form of forms) {
    for (const args of [
      ['aid'],
      ['inspect', PUBLISHED_TOKEN],
      ['inspect', PUBLISHED_TOKEN, '--previous-key'],
      ['inspect', PLANTED.appSecretKey],
      ['result', JSON.stringify({ ret: 0, ticket: PLANTED.ticket })],
      ['result', JSON.stringify({ ret: 0, ticket: PLANTED.short })],
      ['result', JSON.stringify({ ret: 0, ticket: `${PLANTED.ticket} ` })],
      ['result', PLANTED.ticket],
      ['aid', `--secret-key=${PLANTED.secretKey}`],
      ['aid', '--expires-in', PLANTED.secretKey],
      ['aid', '--app-id', PLANTED.secretKey],
      ['simulate', '--fault', PLANTED.secretKey],
      ['doctor', '--offline', '--app-id', PLANTED.secretKey],
    ]) {
      const { out, err } = piped([...args, ...form], { env });
      hold(args.join(' '), out, err);
    }
  }
});

test('at a terminal, and the simulator’s own log', async () => {
  for (const args of [['doctor', '--endpoint', vendors.rejected], ['check', '--endpoint', vendors.refused, '--user-ip', '203.0.113.7', '--ticket', PLANTED.ticket]]) {
    hold(args[0], atTerminal(args, { env, columns: 400 }).output);
  }
  const simulator = await startSimulator(['--verbose', '--tickets', '0']);
  for (const args of [['doctor'], ['check', '--user-ip', '203.0.113.7', '--ticket', PLANTED.ticket]]) {
    piped(args, { env: { ...env, CAPTCHA_ENDPOINT: simulator.url } });
  }
  await simulator.stop();
  assert.equal(simulator.errors().trim().split('\n').length, 3);
  hold('simulate', simulator.errors());
});
