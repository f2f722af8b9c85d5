// Examples as processes, against a simulator.

import { spawn } from 'node:child_process';
import { require as requirePackage } from '../../support/built-package.mjs';

export const APPS = [
  { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' },
  { captchaAppId: '987654321', appSecretKey: 'abcdefghijklmnopqrstuvwxy' },
];
const CREDENTIALS = { secretId: 'AKIDsimulated', secretKey: 'simulated' };

/** `requireAid` is the console's switch: a token is needed, and good for one use. */
export async function startSimulator(t, { requireAid = false } = {}) {
  const { createSimulator } = requirePackage('./simulator.js');
  const apps = APPS.map((app) => ({ ...app, requireAid }));
  const simulator = createSimulator({ apps, credentials: CREDENTIALS });
  const { url } = await simulator.listen();
  t.after(() => simulator.close());
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    CAPTCHA_APP_ID: APPS[0].captchaAppId,
    CAPTCHA_APP_SECRET_KEY: APPS[0].appSecretKey,
    CAPTCHA_ENDPOINT: url,
    TENCENTCLOUD_SECRET_ID: CREDENTIALS.secretId,
    TENCENTCLOUD_SECRET_KEY: CREDENTIALS.secretKey,
  };
  return { simulator, endpoint: url, env };
}

/** Starts a program that says where it listens; it ends with the test. */
export async function startProcess(t, command, args, options, says = /listening on (http:\S+)/) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
      for (const look of waiting) look();
    });
  }
  // `close` comes after the last output, `exit` may come before it.
  const exited = new Promise((resolve) => child.once('close', resolve));
  /** Waits until it has printed this. */
  const output = (pattern) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(printed);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      exited.then((code) => reject(new Error(`ended with ${code}:\n${printed}`)));
      look();
    });
  t.after(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  const url = says && (await output(says))[1];
  return { child, output, exited, url };
}

export async function post(url, body, headers) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, answer: text && JSON.parse(text), headers: response.headers };
}
