// What an outcome and an error say of what failed: never a secret, never without bound.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { runProcess } from '../support/run-process.mjs';
import { HOST } from './lib/certificate.mjs';
import { nodeBinaries } from './lib/nodes.mjs';
import { captchaOptions, lib, packageFolder, USER_IP } from './lib/package.mjs';

const script = fileURLToPath(new URL('./lib/steps.cjs', import.meta.url));

for (const [name, node] of nodeBinaries()) {
  test(`${name}: a proxy that cannot be used: a CaptchaError that names no password`, async () => {
    const schemes =
      /https_proxy must start with http:\/\/ or https:\/\/, got (socks5h?|ftp):\/\/;/i;
    const address = /https_proxy must be the address of a proxy, such as [^ ]+ and cannot be read;/;
    for (const [proxy, message] of [
      ['socks5://user:passw0rd@127.0.0.1:1080', schemes],
      ['SOCKS5H://user:passw0rd@127.0.0.1:1080', schemes],
      ['ftp://user:passw0rd@127.0.0.1', schemes],
      ['http://user:passw0rd@[bad', address],
      ['http://user:pass/w0rd passw0rd@[bad', address],
      ['http://user:passw0rd%zz@127.0.0.1:1', address],
      ['user:passw0rd@[bad', address],
      ['https://user:passw0rd@127.0.0.1:99999', address],
      ['https://', address],
    ]) {
      const options = { endpoint: HOST, timeoutMs: 20_000 };
      const { code, output } = await runProcess(
        node,
        [script, packageFolder, JSON.stringify({ options, steps: [{ checks: 1 }] })],
        { env: { PATH: process.env.PATH, https_proxy: proxy } },
      );
      assert.equal(code, 0, output);
      const { outcomes, counts, texts } = JSON.parse(output.trim().split('\n').at(-1));
      assert.deepEqual(outcomes, [['ERR_CAPTCHA_INVALID_ARGUMENT']], proxy);
      assert.match(texts[0], message);
      assert.doesNotMatch(output, /passw0rd|w0rd/);
      assert.deepEqual(counts, { claims: 1, releases: 1 }, 'the service was not asked');
    }
  });
}

const SECRETS = {
  appSecretKey: 'appSecret"Key/hidden 001',
  secretId: 'AKIDhiddenhiddenhidden',
  token: 'tokenToBeHidden+/=',
  ticket: 'tr0aTicketToBeHidden"',
};

/** The outcome of a check whose transport throws what `thrown` makes of the request. */
async function outcomeOf(thrown) {
  const { appSecretKey, secretId, token, ticket } = SECRETS;
  const captcha = lib.createCaptcha({
    ...captchaOptions(),
    appSecretKey,
    credentials: { secretId, secretKey: 'secretKeyToBeHidden', token },
    transport: async (request) => {
      throw thrown(request);
    },
  });
  const outcome = await captcha.check({ captchaResult: { ret: 0, ticket }, userIp: USER_IP });
  captcha.dispose();
  assert.equal(outcome.reason, 'network');
  return outcome;
}

const shown = (outcome) => inspect(outcome, { showHidden: true, depth: 9 }) + outcome.cause.stack;

test('a secret in the name, the message or the code: whole, in part, escaped', async () => {
  const signature = (request) => request.headers.Authorization.split('Signature=')[1];
  const quotes = {
    ...Object.fromEntries(Object.entries(SECRETS).map(([name, secret]) => [name, () => secret])),
    signature,
    'the beginning': () => SECRETS.ticket.slice(0, 9),
    'the end': () => SECRETS.token.slice(-9),
    'in JSON': (request) => request.body,
    'cut off': (request) => `${'x'.repeat(490)}${SECRETS.ticket}`,
    'in an address': () => encodeURIComponent(SECRETS.appSecretKey),
    'the headers': (request) => JSON.stringify(request.headers),
  };
  for (const [what, quote] of Object.entries(quotes)) {
    for (const place of ['name', 'message', 'code', 'cause']) {
      let secrets;
      const outcome = await outcomeOf((request) => {
        secrets = [...Object.values(SECRETS), signature(request)];
        const quoted = quote(request);
        const error = new Error('failed');
        if (place === 'cause') error.cause = { code: quoted };
        else error[place] = quoted;
        return error;
      });
      const text = shown(outcome);
      for (const secret of secrets) {
        for (let at = 0; at + 8 <= secret.length; at++) {
          const piece = secret.slice(at, at + 8);
          assert.ok(!text.includes(piece), `${what} in ${place} shows ${piece}`);
        }
      }
      const { message } = outcome.cause;
      assert.equal(
        message,
        place === 'message' ? 'left out, because it quotes a secret' : 'failed',
      );
    }
  }
});

test('a name, a message and a code of a million characters are cut', async () => {
  const long = 'y'.repeat(1e6);
  const outcome = await outcomeOf(() => Object.assign(new Error(long), { name: long, code: long }));
  const { name, message, code, stack } = outcome.cause;
  assert.equal(message.length, 500);
  assert.ok(name.length <= 100 && code.length <= 100);
  assert.ok(stack.length < 1000);
});

test('a store’s error shows no login of its address, and keeps what says what failed', async () => {
  for (const [message, expected] of [
    ['connect redis://default:passw0rd@10.0.0.1:6379', 'connect redis://***@10.0.0.1:6379'],
    ['Invalid URL: redis://u:p@ss/w0rd@[bad', 'Invalid URL: redis://***@[bad'],
    ['MOVED 1234 10.0.0.2:6379', 'MOVED 1234 10.0.0.2:6379'],
  ]) {
    const store = {
      shared: true,
      claim: async () => {
        throw Object.assign(new Error(message), { name: 'ReplyError', code: 'ECONN' });
      },
      release: async () => {},
    };
    const captcha = lib.createCaptcha({ ...captchaOptions(), store });
    const { reason, cause } = await captcha.check({
      captchaResult: { ret: 0, ticket: 't' },
      userIp: USER_IP,
    });
    captcha.dispose();
    assert.equal(reason, 'store');
    assert.deepEqual([cause.name, cause.message, cause.code], ['ReplyError', expected, 'ECONN']);
  }
});

test('an error that inherits from Object.prototype shows nothing that was put there', async () => {
  Object.prototype.code = 'EEVIL';
  try {
    const { cause } = await outcomeOf(() => new Error('failed'));
    assert.equal(Object.prototype.hasOwnProperty.call(cause, 'code'), false);
  } finally {
    delete Object.prototype.code;
  }
});
