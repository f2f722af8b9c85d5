// The official SDK as the second opinion: the same bytes on the wire, and a stranger that the
// simulator accepts.

import assert from 'node:assert/strict';
import dns from 'node:dns';
import http from 'node:http';
import { test } from 'node:test';
import sdk from 'tencentcloud-sdk-nodejs';
import { APP_SECRET_KEY, CAPTCHA_APP_ID, CREDENTIALS, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';

const HOST = 'captcha.tencentcloudapi.com';
const { Client } = sdk.captcha.v20190722;

/** The SDK takes its service's name from the host, so the host keeps its name and moves here. */
function resolveHere(t) {
  t.mock.method(dns, 'lookup', (name, options, callback) => {
    const done = callback ?? options;
    if (name !== HOST && name !== '127.0.0.1') return done(new Error(`not to be resolved: ${name}`));
    if (options?.all) return done(null, [{ address: '127.0.0.1', family: 4 }]);
    return done(null, '127.0.0.1', 4);
  });
}

function client(credential, httpProfile) {
  return new Client({
    credential,
    profile: { httpProfile: { reqMethod: 'POST', protocol: 'http://', reqTimeout: 5, ...httpProfile } },
  });
}

test('the same request, byte for byte, as the official SDK sends', async (t) => {
  const seen = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => { body += chunk; });
    request.on('end', () => {
      seen.push({ headers: request.headers, method: request.method, url: request.url, body });
      response.end(JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  // The SDK believes in port 80: only the socket goes elsewhere, so no port gets into the Host header.
  const agent = new http.Agent();
  const { createConnection } = agent;
  agent.createConnection = (options, done) =>
    createConnection.call(agent, { ...options, host: '127.0.0.1', port: server.address().port }, done);
  t.after(() => agent.destroy());

  const credentials = { ...CREDENTIALS, token: 'aTemporaryToken' };
  const tickets = ['tr0Abc-_*@{}"\\/<>&+%', 't'.repeat(1500)];
  for (const ticket of tickets) {
    for (const randstr of [undefined, '@x"y\\']) {
      for (const ids of [{}, { businessId: 7, sceneId: 0 }]) {
        const action = randstr === undefined ? 'DescribeCaptchaMiniResult' : 'DescribeCaptchaResult';
        const parameters = {
          CaptchaType: 9,
          Ticket: ticket,
          UserIp: USER_IP,
          ...(randstr === undefined ? {} : { Randstr: randstr }),
          CaptchaAppId: Number(CAPTCHA_APP_ID),
          AppSecretKey: APP_SECRET_KEY,
          ...('businessId' in ids ? { BusinessId: ids.businessId, SceneId: ids.sceneId } : {}),
        };
        await client(credentials, { agent })[action](parameters);
        const theirs = seen.pop();
        const ours = lib.signVerifyRequest({
          captchaAppId: CAPTCHA_APP_ID,
          appSecretKey: APP_SECRET_KEY,
          credentials,
          ticket,
          randstr,
          userIp: USER_IP,
          nowSeconds: Number(theirs.headers['x-tc-timestamp']),
          ...ids,
        });
        assert.equal(ours.body, theirs.body);
        assert.equal(ours.method, theirs.method);
        assert.equal(new URL(ours.url).pathname, theirs.url);
        const headers = ['Authorization', 'Content-Type', 'Host', 'X-TC-Action', 'X-TC-Timestamp', 'X-TC-Token', 'X-TC-Version'];
        assert.deepEqual(Object.keys(ours.headers).sort(), headers);
        for (const name of headers) assert.equal(ours.headers[name], theirs.headers[name.toLowerCase()], name);
      }
    }
  }
});

test('the simulator accepts the official SDK, and refuses it a second time', async (t) => {
  resolveHere(t);
  const { simulator, url } = await roundTrip(t);
  const endpoint = `${HOST}:${new URL(url).port}`;
  const ask = (captchaResult) => {
    const { ticket, randstr } = lib.parseCaptchaResult(captchaResult);
    const action = randstr ? 'DescribeCaptchaResult' : 'DescribeCaptchaMiniResult';
    return client(CREDENTIALS, { endpoint })[action]({
      CaptchaType: 9,
      Ticket: ticket,
      UserIp: USER_IP,
      ...(randstr ? { Randstr: randstr } : {}),
      CaptchaAppId: Number(CAPTCHA_APP_ID),
      AppSecretKey: APP_SECRET_KEY,
    });
  };
  for (const [flow, again] of [['plugin', 25], ['mini-program', 9]]) {
    const captchaResult = solve(simulator, flow);
    assert.equal((await ask(captchaResult)).CaptchaCode, 1);
    assert.equal((await ask(captchaResult)).CaptchaCode, again);
  }
});

test('the simulator refuses the SDK with wrong credentials, and a wrong parameter', async (t) => {
  resolveHere(t);
  const { url } = await roundTrip(t);
  const endpoint = `${HOST}:${new URL(url).port}`;
  const ask = (credential, parameters) =>
    client(credential, { endpoint }).DescribeCaptchaMiniResult(parameters);
  const good = { CaptchaType: 9, Ticket: 't', UserIp: USER_IP, CaptchaAppId: 1, AppSecretKey: 'k' };
  for (const [credential, parameters, code] of [
    [{ ...CREDENTIALS, secretKey: 'wrong' }, good, 'AuthFailure.SignatureFailure'],
    [{ ...CREDENTIALS, secretId: 'wrong' }, good, 'AuthFailure.SecretIdNotFound'],
    [{ ...CREDENTIALS, token: 'wrong' }, good, 'AuthFailure.TokenFailure'],
    [CREDENTIALS, { ...good, CaptchaAppId: '1' }, 'InvalidParameter'],
    [CREDENTIALS, { ...good, Ticket: undefined }, 'MissingParameter'],
    [CREDENTIALS, { ...good, Randstr: 'x' }, 'UnknownParameter'],
  ]) {
    await assert.rejects(ask(credential, parameters), { code });
  }
});
