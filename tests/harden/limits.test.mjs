// What SECURITY.md says is not protected, shown as it is: if one of these ever fails, the text is wrong.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { APP_SECRET_KEY, CAPTCHA_APP_ID, lib, packageFolder } from './lib/package.mjs';

test('a CBC token that has expired is made valid again by bits of its IV, without the key', () => {
  const appSecretKey = APP_SECRET_KEY;
  const captchaAppId = CAPTCHA_APP_ID;
  const issuedAtSeconds = 1_700_000_000;
  const nowSeconds = 1_760_000_000;
  const token = lib.encryptAid({ captchaAppId, appSecretKey, nowSeconds: issuedAtSeconds });
  const inspect = (aidEncrypted) => lib.inspectAid(aidEncrypted, { appSecretKey, nowSeconds });
  assert.deepEqual(
    inspect(token).problems.map(({ code }) => code),
    ['expired'],
  );

  // "123456789&1700000000&3600": the IV reaches the first six digits of the timestamp.
  const plaintext = Buffer.from(`${captchaAppId}&${issuedAtSeconds}`).subarray(0, 16);
  const wanted = Buffer.from(`${captchaAppId}&${nowSeconds}`).subarray(0, 16);
  const bytes = Buffer.from(token, 'base64');
  for (let at = 0; at < 16; at++) bytes[at] ^= plaintext[at] ^ wanted[at];
  const forged = inspect(bytes.toString('base64'));
  assert.equal(forged.valid, true);
  assert.equal(forged.issuedAtSeconds, nowSeconds);
});

test('NODE_DEBUG=http prints neither the signature and the token of a check nor its body', () => {
  const script = fileURLToPath(new URL('lib/one-check.cjs', import.meta.url));
  const env = { PATH: process.env.PATH, NODE_DEBUG: 'http' };
  const { stdout, stderr } = spawnSync(process.execPath, [script, packageFolder], {
    env,
    encoding: 'utf8',
  });
  assert.match(stdout, /^passed$/m);
  assert.match(stderr, /HTTP/, 'something is printed');
  for (const secret of [/TC3-HMAC-SHA256 Credential=/, /temporary-token/, /"Ticket"/]) {
    assert.doesNotMatch(stderr, secret);
  }
  assert.doesNotMatch(stderr, new RegExp(APP_SECRET_KEY));
});
