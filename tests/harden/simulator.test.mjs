// The simulator refuses what the vendor's API refuses, so that a client that is wrong does not pass
// here: requests made by hand, each with one thing changed.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import {
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  CREDENTIALS,
  simulator as simulatorModule,
  USER_IP,
} from './lib/package.mjs';

async function start(t, more) {
  const simulator = simulatorModule.createSimulator({
    apps: [{ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY }],
    credentials: CREDENTIALS,
    ...more,
  });
  const { url } = await simulator.listen();
  t.after(() => simulator.close());
  return { simulator, url };
}

const hash = (text) => crypto.createHash('sha256').update(text).digest('hex');
const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** A request signed as the vendor's page says; `parts` takes the place of what belongs there. */
async function ask(url, body, parts = {}) {
  const { host } = new URL(url);
  const timestamp = parts.timestamp ?? nowSeconds();
  const date = parts.date ?? new Date(timestamp * 1000).toISOString().slice(0, 10);
  const service = parts.service ?? 'captcha';
  const signedHeaders = parts.signedHeaders ?? 'content-type;host';
  const type = parts.type ?? 'application/json';
  const method = parts.method ?? 'POST';
  const path = parts.path ?? '/';
  if (method === 'GET') body = '';
  const canonical = `${method}\n${path}\n\ncontent-type:${type}\nhost:${host}\n\n${signedHeaders}\n${hash(body)}`;
  const scope = `${date}/${service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${hash(canonical)}`;
  const key = [date, service, 'tc3_request'].reduce(hmac, `TC3${CREDENTIALS.secretKey}`);
  const signature = hmac(key, toSign).toString('hex');
  const response = await fetch(`${url}${path}`, {
    method,
    body: method === 'GET' ? undefined : body,
    headers: {
      'content-type': type,
      authorization: `TC3-HMAC-SHA256 Credential=${CREDENTIALS.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      'x-tc-action': parts.action ?? 'DescribeCaptchaMiniResult',
      'x-tc-version': parts.version ?? '2019-07-22',
      'x-tc-timestamp': String(timestamp),
    },
  });
  const { Response } = await response.json();
  return Response.Error?.Code ?? Response.CaptchaCode;
}

const parametersOf = (simulator) => {
  const event = simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow: 'plugin' });
  return {
    CaptchaType: 9,
    Ticket: event.detail.ticket,
    UserIp: USER_IP,
    CaptchaAppId: Number(CAPTCHA_APP_ID),
    AppSecretKey: APP_SECRET_KEY,
  };
};

test('a request that is right passes: the control', async (t) => {
  const { simulator, url } = await start(t);
  assert.equal(await ask(url, JSON.stringify(parametersOf(simulator))), 1);
});

for (const [what, parts, code] of [
  ['GET', { method: 'GET' }, 'InvalidRequest'],
  ['another path', { path: '/x' }, 'InvalidRequest'],
  ['a body that says it is text', { type: 'text/plain' }, 'InvalidRequest'],
  ['another version', { version: '2017-01-01' }, 'NoSuchVersion'],
  ['another action', { action: 'DescribeOther' }, 'InvalidAction'],
  ['the host not signed', { signedHeaders: 'content-type' }, 'AuthFailure.InvalidAuthorization'],
  ['signed for another service', { service: 'cvm' }, 'AuthFailure.InvalidAuthorization'],
  ['a date that is not today', { date: '2020-01-01' }, 'AuthFailure.SignatureFailure'],
  ['signed an hour ago', { timestamp: nowSeconds() - 3600 }, 'AuthFailure.SignatureExpire'],
]) {
  test(`refused: ${what}`, async (t) => {
    const { simulator, url } = await start(t);
    assert.equal(await ask(url, JSON.stringify(parametersOf(simulator)), parts), code);
  });
}

for (const body of ['', '{', '[]', 'null', '"x"', '1']) {
  test(`refused: the body ${JSON.stringify(body)}`, async (t) => {
    const { url } = await start(t);
    assert.equal(await ask(url, body), 'InvalidParameter');
  });
}

test('solve takes the flows that there are', async (t) => {
  const { simulator } = await start(t);
  for (const flow of ['h5', 'toString', undefined]) {
    assert.throws(() => simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow }), /flow must be one of plugin,/);
  }
});

test('solve takes the outcomes that there are', async (t) => {
  const { simulator } = await start(t);
  for (const outcome of ['sloved', 'refused', null]) {
    const input = { captchaAppId: CAPTCHA_APP_ID, flow: 'plugin', outcome };
    assert.throws(() => simulator.solve(input), /outcome must be one of solved, failed, closed/);
  }
});

test('tickets are forgotten some time after they have expired, so that a long run stays small', async (t) => {
  let now = Date.now();
  const { simulator, url } = await start(t, { clock: () => now });
  const old = parametersOf(simulator);
  now += 86_400_000 * 2;
  parametersOf(simulator);
  now -= 86_400_000 * 2;
  // At its own time the ticket would still be good: it is unknown now.
  assert.notEqual(await ask(url, JSON.stringify(old)), 1);
});
