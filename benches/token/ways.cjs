// A token with node:crypto, in the ways that one would write it.

const crypto = require('crypto');
const { app, expiresInSeconds } = require('../lib/input.cjs');
const { checkToken } = require('../lib/expect.cjs');

const plaintext = () => `${app.captchaAppId}&${Math.floor(Date.now() / 1000)}&${expiresInSeconds}`;
const fillKey = () => Buffer.alloc(32, app.appSecretKey, 'latin1');

// 128 IVs at a time, as tcaptcha-wasm has it.
const pool = Buffer.alloc(2048);
let used = pool.length;
function pooledIv() {
  if (used === pool.length) {
    crypto.randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return pool.subarray(used - 16, used);
}

const ivs = { randomBytes: () => crypto.randomBytes(16), 'IV from a pool': pooledIv };

const joins = {
  concat: (cipher, iv) =>
    Buffer.concat([iv, cipher.update(plaintext(), 'latin1'), cipher.final()]).toString('base64'),
  copy: (cipher, iv) => {
    const body = cipher.update(plaintext(), 'latin1');
    const end = cipher.final();
    const token = Buffer.allocUnsafe(16 + body.length + end.length);
    token.set(iv, 0);
    token.set(body, 16);
    token.set(end, 16 + body.length);
    return token.toString('base64');
  },
  'latin1 text': (cipher, iv) =>
    Buffer.from(
      iv.latin1Slice() + cipher.update(plaintext(), 'latin1', 'latin1') + cipher.final('latin1'),
      'latin1',
    ).toString('base64'),
  // Padding the plaintext by hand saves the call of final.
  'padding by hand': (cipher, iv) => {
    const text = plaintext();
    const padding = 16 - (text.length % 16);
    cipher.setAutoPadding(false);
    const body = cipher.update(text + String.fromCharCode(padding).repeat(padding), 'latin1');
    const token = Buffer.allocUnsafe(16 + body.length);
    token.set(iv, 0);
    token.set(body, 16);
    return token.toString('base64');
  },
};

const keys = { Buffer: () => fillKey(), KeyObject: () => crypto.createSecretKey(fillKey()) };

/** As people write it: randomBytes(16), createCipheriv, Buffer.concat, toString('base64'). */
exports.USUAL = 'randomBytes, Buffer, concat';

/** `{way: () => token}`; `kind` is `kept`, with the key prepared before, or `once`, with everything anew. */
exports.makers = (kind) => {
  const ways = {};
  for (const [ivName, newIv] of Object.entries(ivs)) {
    for (const [keyName, newKey] of Object.entries(keys)) {
      for (const [joinName, join] of Object.entries(joins)) {
        const kept = kind === 'kept' ? newKey() : undefined;
        const make = () => {
          const iv = newIv();
          return join(crypto.createCipheriv('aes-256-cbc', kept ?? newKey(), iv), iv);
        };
        checkToken(make());
        ways[`${ivName}, ${keyName}, ${joinName}`] = make;
      }
    }
  }
  return ways;
};
