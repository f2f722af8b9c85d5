// The code of the pages in docs/tokens, as it stands: in this package, in Node.js and in Python.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { need } from '../support/needs.mjs';
import { blocksBelow, requireOf, runBlock } from './lib/blocks.mjs';
import { runNpx } from './lib/npx.mjs';
import { app } from './lib/service.mjs';

const { block, left } = blocksBelow('tokens');
const require = requireOf();
const lib = require('tcaptcha-wasm');
const { encryptAidWithIv } = require('tcaptcha-wasm/testing');
const vectors = JSON.parse(block('tokens/other-languages#vectors'));
const env = { CAPTCHA_APP_ID: app.captchaAppId, CAPTCHA_APP_SECRET_KEY: app.appSecretKey };

test('the vendor’s example', async () => {
  const code = block('tokens/format#vector');
  const lines = [];
  await runBlock(code, { require, console: { log: (line) => lines.push(line) } });
  assert.deepEqual(lines, [code.split('// ').at(-1)]);
});

test('the vectors are what this package makes, with keys and plaintexts of different lengths', () => {
  const lengths = (name) =>
    [...new Set(vectors.map((one) => one[name].length))].sort((a, b) => a - b);
  assert.deepEqual(lengths('appSecretKey'), [1, 16, 25, 32]);
  assert.deepEqual(lengths('plaintext'), [14, 25, 26, 32]);
  for (const { appSecretKey, plaintext, ivHex, aidEncrypted } of vectors) {
    const [captchaAppId, nowSeconds, expiresInSeconds] = plaintext.split('&');
    const made = encryptAidWithIv({
      captchaAppId,
      appSecretKey,
      nowSeconds: Number(nowSeconds),
      expiresInSeconds: Number(expiresInSeconds),
      iv: Buffer.from(ivHex, 'hex'),
    });
    assert.equal(made, aidEncrypted);
  }
});

test('Node.js without this package makes them, and good tokens', async () => {
  const code = block('tokens/other-languages#node');
  const { encryptAid, seal } = await runBlock(code, { require }, ['encryptAid', 'seal']);
  for (const { appSecretKey, plaintext, ivHex, aidEncrypted } of vectors) {
    assert.equal(seal(appSecretKey, plaintext, Buffer.from(ivHex, 'hex')), aidEncrypted);
  }
  holdGoodTokens([1, 2].map(() => encryptAid(app.captchaAppId, app.appSecretKey)));
  assert.throws(() => encryptAid(app.captchaAppId, ''), /1 to 32 bytes/);
  assert.throws(() => encryptAid(app.captchaAppId, 'k'.repeat(33)), /1 to 32 bytes/);
});

const SCRIPT = `
import json, sys
given = json.load(sys.stdin)
refused = []
for key in ("", "k" * 33):
    try:
        encrypt_aid(given["appId"], key)
    except ValueError:
        refused.append(len(key))
print(json.dumps({
    "sealed": [seal(v["appSecretKey"], v["plaintext"], bytes.fromhex(v["ivHex"])) for v in given["vectors"]],
    "tokens": [encrypt_aid(given["appId"], given["appSecretKey"]) for _ in range(2)],
    "refused": refused,
}))
`;

test('Python makes them, and good tokens', (t) => {
  const code = block('tokens/other-languages#python');
  if (process.env.TCAPTCHA_DOCS_FULL !== 'true') return t.skip('left to the full run');
  const python = need('python3-cryptography');
  if (!python) return t.skip('no cryptography for Python here');
  const input = JSON.stringify({
    appId: app.captchaAppId,
    appSecretKey: app.appSecretKey,
    vectors,
  });
  const done = spawnSync(python, ['-c', code + SCRIPT], { input, encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  const { sealed, tokens, refused } = JSON.parse(done.stdout);
  assert.deepEqual(
    sealed,
    vectors.map(({ aidEncrypted }) => aidEncrypted),
  );
  assert.deepEqual(refused, [0, 33]);
  holdGoodTokens(tokens);
});

/** Tokens of now, each with an IV of its own. */
function holdGoodTokens(tokens) {
  for (const token of tokens) {
    const { valid, expiresInSeconds } = lib.inspectAid(token, app);
    assert.ok(valid);
    assert.equal(expiresInSeconds, 3600);
  }
  assert.equal(new Set(tokens.map((token) => token.slice(0, 20))).size, tokens.length);
}

test('inspectAid: problems and mistakes are told', async () => {
  const warned = [];
  const console = { warn: (...words) => warned.push(words) };
  const run = (aidEncrypted) =>
    runBlock(block('tokens/inspect#inspect'), { require, console, aidEncrypted, ...app });
  await run(lib.encryptAid(app));
  assert.deepEqual(warned, []);
  await run(Buffer.from(lib.encryptAid(app), 'base64').toString('hex'));
  const words = warned.map(([first]) => first);
  assert.ok(words.includes('mistakes:') && words.length >= 2, String(words));
  assert.deepEqual(warned.at(-1), ['mistakes:', 'hex']);
});

test('the command line: a token of now is good, the published one has expired', async () => {
  const good = await runNpx(block('tokens/inspect#inspect-cli'), env);
  assert.equal(good.code, 0, good.output);
  const old = await runNpx(block('tokens/other-languages#other-inspect'), env);
  assert.equal(old.code, 1, old.output);
  assert.match(old.output, /expired/);
});

test('no block was left out', () => {
  assert.deepEqual(left(), []);
});
