// aidEncrypted against node:crypto and OpenSSL's command line, on random inputs.
// How many: TCAPTCHA_TOKENS, 10000 unless told; a process for each: TCAPTCHA_OPENSSL_TOKENS, 500.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { need } from '../../support/needs.mjs';
import { lib, testing } from './package.mjs';
import { seededRandom } from './random.mjs';

const COUNT = Number(process.env.TCAPTCHA_TOKENS || 10_000);
const OPENSSL_COUNT = Number(process.env.TCAPTCHA_OPENSSL_TOKENS || 500);
const EXPIRY_BOUNDS = [1, 2, 3599, 3600, 3601, 86399, 86400];

/** Random options, every key length in turn, each with the plaintext that they must give. */
function randomCases(count, random, mode) {
  return Array.from({ length: count }, (_, at) => {
    const appSecretKey = Buffer.from(random.bytes(1 + (at % 32)));
    const digits = 1 + random.below(15);
    const captchaAppId =
      String(1 + random.below(9)) +
      Array.from({ length: digits - 1 }, () => random.below(10)).join('');
    const expiresInSeconds = at % 3 === 0 ? 1 + random.below(86400) : random.pick(EXPIRY_BOUNDS);
    const nowSeconds = 1 + random.below(Math.floor(Date.now() / 1000));
    const aad =
      mode === 'gcm' && at % 4 > 0 ? Buffer.from(random.bytes(random.below(97))) : undefined;
    return {
      options: {
        captchaAppId,
        appSecretKey,
        expiresInSeconds,
        mode,
        nowSeconds,
        ...(aad && { aad }),
      },
      plaintext: `${captchaAppId}&${nowSeconds}&${expiresInSeconds}`,
    };
  });
}

/** The AES key, by the vendor's prose. */
const fill = (key) => Buffer.alloc(32, key);

test('the random inputs reach every key length and every expiry bound', () => {
  const cases = randomCases(COUNT, seededRandom(), 'cbc');
  const lengths = new Set(cases.map(({ options }) => options.appSecretKey.length));
  const expiries = new Set(cases.map(({ options }) => options.expiresInSeconds));
  assert.equal(lengths.size, 32);
  for (const bound of EXPIRY_BOUNDS) assert.ok(expiries.has(bound), `expiry ${bound}`);
});

test(`${COUNT} random tokens in CBC are node:crypto's, byte for byte`, (t) => {
  const random = seededRandom();
  t.diagnostic(random.describe);
  for (const { options, plaintext } of randomCases(COUNT, random, 'cbc')) {
    const iv = Buffer.from(random.bytes(16));
    const cipher = crypto.createCipheriv('aes-256-cbc', fill(options.appSecretKey), iv);
    const expected = Buffer.concat([iv, cipher.update(plaintext), cipher.final()]).toString(
      'base64',
    );
    assert.equal(testing.encryptAidWithIv({ ...options, iv }), expected);
    holdsInspection(lib.inspectAid(expected, inspectOptions(options)), options);
  }
});

test(`${COUNT} random tokens in GCM, with and without AAD, are node:crypto's, byte for byte`, (t) => {
  const random = seededRandom();
  t.diagnostic(random.describe);
  for (const { options, plaintext } of randomCases(COUNT, random, 'gcm')) {
    const iv = Buffer.from(random.bytes(12));
    const cipher = crypto.createCipheriv('aes-256-gcm', fill(options.appSecretKey), iv);
    if (options.aad) cipher.setAAD(options.aad);
    const expected = Buffer.concat([
      iv,
      cipher.update(plaintext),
      cipher.final(),
      cipher.getAuthTag(),
    ]).toString('base64');
    assert.equal(testing.encryptAidWithIv({ ...options, iv }), expected);
    holdsInspection(lib.inspectAid(expected, inspectOptions(options)), options);
  }
});

const inspectOptions = ({ appSecretKey, captchaAppId, mode, aad, nowSeconds }) => ({
  appSecretKey,
  captchaAppId,
  mode,
  nowSeconds,
  ...(aad && { aad }),
});

function holdsInspection(inspected, options) {
  assert.deepEqual(inspected.problems, []);
  assert.equal(inspected.captchaAppId, options.captchaAppId);
  assert.equal(inspected.issuedAtSeconds, options.nowSeconds);
  assert.equal(inspected.expiresInSeconds, options.expiresInSeconds);
}

const openssl = need('openssl');

// `openssl enc` has no GCM. GCM's ciphertext is CTR from the counter IV ‖ 00000002, which it has;
// the tag is held by the comparison with node:crypto above.
for (const [mode, cipher, count] of [
  ['cbc', 'aes-256-cbc', OPENSSL_COUNT],
  ['gcm', 'aes-256-ctr', Math.ceil(OPENSSL_COUNT / 10)],
]) {
  const name = `${count} random tokens in ${mode.toUpperCase()} open with openssl enc -d -${cipher}`;
  test(name, { skip: openssl ? false : 'no openssl here' }, async (t) => {
    const random = seededRandom();
    t.diagnostic(random.describe);
    const cases = randomCases(count, random, mode);
    const lines = cases.map(({ options }) => {
      const token = Buffer.from(lib.encryptAid(options), 'base64');
      const ivLength = mode === 'gcm' ? 12 : 16;
      const iv = token.subarray(0, ivLength).toString('hex') + (mode === 'gcm' ? '00000002' : '');
      const sealed = token.subarray(ivLength, mode === 'gcm' ? -16 : undefined).toString('base64');
      return `${fill(options.appSecretKey).toString('hex')} ${iv} ${sealed}`;
    });
    const half = Math.ceil(count / 2);
    const opened = await Promise.all(
      [lines.slice(0, half), lines.slice(half)].map((part) => openAll(cipher, part)),
    );
    assert.deepEqual(
      opened.flat(),
      cases.map(({ plaintext }) => plaintext),
    );
  });
}

/** One shell, one openssl for each line `key iv base64`: the plaintexts in order. */
async function openAll(cipher, lines) {
  const script = `while read -r key iv sealed; do
    printf %s "$sealed" | openssl enc -d -${cipher} -a -A -K "$key" -iv "$iv" || exit 1
    echo
  done`;
  const shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.end(`${lines.join('\n')}\n`);
  let output = '';
  for await (const chunk of shell.stdout) output += chunk;
  return output.split('\n').slice(0, -1);
}
