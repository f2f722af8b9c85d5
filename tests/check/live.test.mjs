// `cargo xtask live`, with the simulator in the place of the real service, which no test asks.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  CREDENTIALS,
  packageFolder,
  roundTrip,
} from './lib/package.mjs';

const script = fileURLToPath(new URL('../live/run.mjs', import.meta.url));

/** Not synchronously: the simulator is in this process. */
function run(env) {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, TCAPTCHA_PACKAGE: packageFolder, ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

async function account(t, options) {
  const asked = [];
  const { simulator, url } = await roundTrip(t, {
    simulator: { onRequest: (entry) => asked.push(entry), ...options },
  });
  const environment = {
    TCAPTCHA_LIVE: '1',
    CAPTCHA_APP_ID,
    CAPTCHA_APP_SECRET_KEY: APP_SECRET_KEY,
    TENCENTCLOUD_SECRET_ID: CREDENTIALS.secretId,
    TENCENTCLOUD_SECRET_KEY: CREDENTIALS.secretKey,
    CAPTCHA_ENDPOINT: url,
  };
  return { simulator, asked, environment };
}

function holdNoSecrets(text) {
  for (const secret of [APP_SECRET_KEY, ...Object.values(CREDENTIALS)])
    assert.ok(!text.includes(secret), text);
}

test('live: a report of token, both interfaces and doctor, without secrets', async (t) => {
  const { asked, environment } = await account(t);
  const { code, out, err } = await run(environment);
  assert.equal(code, 0, out + err);
  assert.match(out, /\| token \| made and opened, 64 characters \|/);
  for (const action of ['DescribeCaptchaMiniResult', 'DescribeCaptchaResult']) {
    assert.match(
      out,
      new RegExp(`\\| ${action} \\| rejected invalid_ticket; CaptchaCode 15; RequestId 51a00000-`),
    );
  }
  assert.match(out, /\| api_key \| ok \|/);
  assert.match(out, /\| app \| unproven \|/);
  assert.equal(asked.length, 4);
  holdNoSecrets(out + err);
});

test('live: what is wrong is in the report, and the exit code says so', async (t) => {
  const { environment } = await account(t);
  const { code, out, err } = await run({
    ...environment,
    TENCENTCLOUD_SECRET_KEY: 'planted-and-wrong',
  });
  assert.equal(code, 1);
  assert.match(
    out,
    /\| DescribeCaptchaMiniResult \| ERR_CAPTCHA_AUTH: .*AuthFailure\.SignatureFailure/,
  );
  assert.match(out, /\| api_key \| failed \|/);
  assert.doesNotMatch(out + err, /planted-and-wrong/);
  holdNoSecrets(out + err);
});

test('live: nothing is sent unless it is asked for, and everything is set', async (t) => {
  const { asked, environment } = await account(t);
  for (const change of [
    { TCAPTCHA_LIVE: '' },
    { TCAPTCHA_LIVE: 'true' },
    { CAPTCHA_APP_SECRET_KEY: '' },
  ]) {
    const { code, out, err } = await run({ ...environment, ...change });
    assert.equal(code, 2);
    assert.equal(out, '');
    assert.match(err, /set TCAPTCHA_LIVE=1 and CAPTCHA_APP_ID/);
  }
  assert.equal(asked.length, 0);
});
