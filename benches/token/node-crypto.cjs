// The whole job with node:crypto, in the ways that one would try; the harness keeps the fastest.

const crypto = require('node:crypto');

const clockSeconds = () => Math.floor(Date.now() / 1000);
const plaintext = (appId, expires) => `${appId}&${clockSeconds()}&${expires}`;

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

const ivs = { 'pooled IV': pooledIv, randomBytes: () => crypto.randomBytes(16) };

const joins = {
  concat: (cipher, iv, text) =>
    Buffer.concat([iv, cipher.update(text, 'latin1'), cipher.final()]).toString('base64'),
  copy: (cipher, iv, text) => {
    const body = cipher.update(text, 'latin1');
    const end = cipher.final();
    const token = Buffer.allocUnsafe(16 + body.length + end.length);
    token.set(iv, 0);
    token.set(body, 16);
    token.set(end, 16 + body.length);
    return token.toString('base64');
  },
  'latin1 text': (cipher, iv, text) =>
    Buffer.from(
      iv.latin1Slice() + cipher.update(text, 'latin1', 'latin1') + cipher.final('latin1'),
      'latin1',
    ).toString('base64'),
  // 16 bytes of IV are 15 and 1: the cipher's own base64 cannot be appended to it, but padding the
  // plaintext by hand saves the call of final.
  'own padding': (cipher, iv, text) => {
    const padding = 16 - (text.length % 16);
    cipher.setAutoPadding(false);
    const body = cipher.update(text + String.fromCharCode(padding).repeat(padding), 'latin1');
    const token = Buffer.allocUnsafe(16 + body.length);
    token.set(iv, 0);
    token.set(body, 16);
    return token.toString('base64');
  },
};

const keys = {
  'Buffer key': (bytes) => bytes,
  KeyObject: (bytes) => crypto.createSecretKey(bytes),
};

const fill = (secret) => Buffer.alloc(32, secret, 'latin1');

/** `{name: options => () => token}`: the key prepared once. */
exports.kept = {};
/** `{name: options => token}`: everything anew. */
exports.once = {};
for (const [ivName, iv] of Object.entries(ivs)) {
  for (const [joinName, join] of Object.entries(joins)) {
    for (const [keyName, prepare] of Object.entries(keys)) {
      exports.kept[`${ivName}, ${keyName}, ${joinName}`] = (options) => {
        const key = prepare(fill(options.appSecretKey));
        return () => {
          const bytes = iv();
          const cipher = crypto.createCipheriv('aes-256-cbc', key, bytes);
          return join(cipher, bytes, plaintext(options.captchaAppId, options.expiresInSeconds));
        };
      };
    }
    exports.once[`${ivName}, ${joinName}`] = (options) => {
      const bytes = iv();
      const key = fill(options.appSecretKey);
      const cipher = crypto.createCipheriv('aes-256-cbc', key, bytes);
      return join(cipher, bytes, plaintext(options.captchaAppId, options.expiresInSeconds));
    };
  }
}
