// One check, from what the client sent to what it means, in the ways that one would write it.

import crypto from 'node:crypto';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { tcaptcha } from '../lib/child.mjs';
import { app, credentials, newTicket, userIp } from './input.cjs';

const require = createRequire(import.meta.url);

/** The package: parse, claim, sign, send, interpret. */
export function ownClient(port) {
  const captcha = tcaptcha.createCaptcha({
    ...app,
    credentials,
    endpoint: `http://127.0.0.1:${port}`,
  });
  return async () => {
    const captchaResult = { ret: 0, ticket: newTicket() };
    const { status } = await captcha.check({ captchaResult, userIp });
    return status === 'passed';
  };
}

/**
 * The official SDK: as it comes, with connections as its HTTP library keeps them under this Node.js, or
 * with an agent that keeps them.
 */
export function officialClient(port, agent) {
  const { Client } = require('tencentcloud-sdk-nodejs').captcha.v20190722;
  const client = new Client({
    credential: credentials,
    profile: {
      httpProfile: {
        endpoint: `127.0.0.1:${port}`,
        protocol: 'http://',
        agent,
      },
    },
  });
  return async () => {
    const { CaptchaCode } = await client.DescribeCaptchaMiniResult({
      CaptchaType: 9,
      Ticket: newTicket(),
      UserIp: userIp,
      CaptchaAppId: Number(app.captchaAppId),
      AppSecretKey: app.appSecretKey,
    });
    return CaptchaCode === 1;
  };
}

/** An agent for {@link officialClient}. */
export const keepAliveAgent = () => new Agent({ keepAlive: true });

/**
 * What Node.js itself takes for such an exchange, and so both the package and the SDK: a request of the
 * same size with nothing to compute for it, its answer read as JSON.
 */
export function bareClient(port) {
  const agent = keepAliveAgent();
  const body = 'b'.repeat(360);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'X-TC-Action': 'DescribeCaptchaMiniResult',
    'X-TC-Version': '2019-07-22',
    'X-TC-Timestamp': '1551113065',
    Authorization: 'a'.repeat(230),
  };
  return () =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent, method: 'POST', headers };
      const sent = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text).Response.CaptchaCode === 1));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** Plain `fetch`, signed by hand, the day's key kept. */
export function fetchClient(port) {
  const url = `http://127.0.0.1:${port}/`;
  const host = `127.0.0.1:${port}`;
  const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
  const hash = (text) => crypto.createHash('sha256').update(text).digest('hex');
  let keyDate = '';
  let key;
  return async () => {
    const body = JSON.stringify({
      CaptchaType: 9,
      Ticket: newTicket(),
      UserIp: userIp,
      CaptchaAppId: Number(app.captchaAppId),
      AppSecretKey: app.appSecretKey,
    });
    const now = new Date();
    const seconds = Math.floor(now / 1000);
    const date = now.toISOString().slice(0, 10);
    if (date !== keyDate) {
      key = ['captcha', 'tc3_request'].reduce(hmac, hmac(`TC3${credentials.secretKey}`, date));
      keyDate = date;
    }
    const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${hash(body)}`;
    const scope = `${date}/captcha/tc3_request`;
    const text = `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${hash(canonical)}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-TC-Action': 'DescribeCaptchaMiniResult',
        'X-TC-Version': '2019-07-22',
        'X-TC-Timestamp': String(seconds),
        Authorization: `TC3-HMAC-SHA256 Credential=${credentials.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${hmac(key, text).toString('hex')}`,
      },
      body,
    });
    return (await response.json()).Response.CaptchaCode === 1;
  };
}
