// What createCaptcha does when it is told nothing: SECURITY.md promises these defaults.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';
import { GRACE_MS, overtime } from '../check/lib/package.mjs';
import {
  answering,
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  captchaOptions,
  lib,
  passingBody,
  USER_IP,
} from './lib/package.mjs';

const solved = { ret: 0, ticket: 't03default', randstr: '@Ux9' };

test('a service that never answers is given up after 2.5 s, within the 3 s of a new cloud function', async (t) => {
  const sockets = new Set();
  const server = net.createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const captcha = lib.createCaptcha(captchaOptions({ endpoint }));
  t.after(() => {
    captcha.dispose();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { result, tookMs, overtimeMs } = await overtime(2500, () =>
    captcha.check({ captchaResult: solved, userIp: USER_IP }),
  );
  assert.equal(`${result.status}/${result.reason}`, 'unavailable/timeout');
  assert.ok(overtimeMs > -50 && overtimeMs < GRACE_MS, `${tookMs.toFixed(0)} ms`);
});

test('a token lasts for 3600 s', () => {
  const options = { captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY };
  assert.equal(lib.inspectAid(lib.encryptAid(options), options).expiresInSeconds, 3600);
  const captcha = lib.createCaptcha(captchaOptions());
  assert.equal(lib.inspectAid(captcha.issueAid(), options).expiresInSeconds, 3600);
  captcha.dispose();
});

test('a ticket is taken once, without a store being given', async () => {
  const captcha = lib.createCaptcha(captchaOptions({ transport: answering(passingBody()) }));
  const names = [];
  for (let count = 0; count < 2; count++) {
    const { status, reason } = await captcha.check({ captchaResult: solved, userIp: USER_IP });
    names.push(reason ?? status);
  }
  captcha.dispose();
  assert.deepEqual(names, ['passed', 'replayed']);
});

test('an outcome has no flag that could be read as success', async () => {
  const captcha = lib.createCaptcha(captchaOptions({ transport: answering('{}', 500) }));
  const outcome = await captcha.check({ captchaResult: solved, userIp: USER_IP });
  captcha.dispose();
  assert.equal(outcome.status, 'unavailable');
  for (const [name, value] of Object.entries(outcome)) assert.notEqual(value, true, name);
});
