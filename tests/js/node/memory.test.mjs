// Secrets are gone from the wasm memory: after dispose(), after every one-shot call, also when it fails.
//
// What the core derives from a key is found by comparing memories: 16-byte windows that two instances
// with the same key have in common, and that an instance with another key has not.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { test } from 'node:test';
import { freshCopy, internalOf } from './package.mjs';

const APP_ID = '190000000';
const SECRET = 'kQ7vZr2LxWm9TsB4nYc8HdJp3';
const OTHER_SECRET = 'Xf5Gt1RbUe6MzPq0AoSw9DiKj';
const MODES = [{ mode: 'cbc' }, { mode: 'gcm', aad: 'session=42' }];

const memoryOf = (lib) => Buffer.from(internalOf(lib).memory().buffer);
const snapshot = (lib) => Buffer.from(memoryOf(lib));

/** Every 16-byte window at a multiple of four, as text; windows of few distinct bytes say nothing. */
function windowsOf(memory) {
  const windows = new Set();
  for (let at = 0; at + 16 <= memory.length; at += 4) {
    const window = memory.subarray(at, at + 16);
    if (new Set(window).size >= 8) windows.add(window.toString('latin1'));
  }
  return windows;
}

/** The memory of a new instance while it holds an encryptor of this key. */
function liveMemory(options) {
  const lib = freshCopy();
  const before = windowsOf(snapshot(lib));
  const encryptor = lib.createAidEncryptor({ captchaAppId: APP_ID, ...options });
  encryptor.encrypt(1710144972);
  const during = snapshot(lib);
  encryptor.dispose();
  return { before, windows: windowsOf(during) };
}

/** The windows of a live encryptor that come from its key and from nothing else. */
function keyWindows(mode) {
  const one = liveMemory({ appSecretKey: SECRET, ...mode });
  const same = liveMemory({ appSecretKey: SECRET, ...mode });
  const other = liveMemory({ appSecretKey: OTHER_SECRET, ...mode });
  return [...one.windows].filter(
    (window) => same.windows.has(window) && !other.windows.has(window) && !one.before.has(window),
  );
}

/** The secret itself in pieces of eight bytes, the filled key, and AES-256's own round keys. */
function plainPatterns(secret) {
  const filled = Buffer.alloc(32, secret);
  const pieces = Array.from({ length: 25 }, (_, at) => filled.subarray(at, at + 8));
  const rounds = roundKeys(filled);
  const swapped = rounds.map((key) => Buffer.from(key).swap32());
  return [...pieces, ...rounds, ...swapped].map((piece) => piece.toString('latin1'));
}

/** The AES-256 key schedule (FIPS 197), with the S-box read off the cipher of node:crypto. */
function roundKeys(key) {
  const words = Array.from({ length: 8 }, (_, at) => Buffer.from(key.subarray(4 * at, 4 * at + 4)));
  let rcon = 1;
  for (let at = 8; at < 60; at += 1) {
    let word = Buffer.from(words[at - 1]);
    if (at % 8 === 0) {
      word = Buffer.from([word[1], word[2], word[3], word[0]].map((byte) => SBOX[byte]));
      word[0] ^= rcon;
      rcon = (rcon << 1) ^ (rcon & 0x80 ? 0x11b : 0);
    } else if (at % 8 === 4) {
      word = Buffer.from(word.map((byte) => SBOX[byte]));
    }
    words.push(Buffer.from(word.map((byte, index) => byte ^ words[at - 8][index])));
  }
  return Array.from({ length: 15 }, (_, at) => Buffer.concat(words.slice(4 * at, 4 * at + 4)));
}

const SBOX = (() => {
  const box = new Uint8Array(256);
  let p = 1;
  let q = 1;
  const rotate = (value, by) => ((value << by) | (value >> (8 - by))) & 255;
  do {
    p = (p ^ (p << 1) ^ (p & 0x80 ? 0x11b : 0)) & 255;
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 255;
    if (q & 0x80) q ^= 0x09;
    box[p] = (q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63) & 255;
  } while (p !== 1);
  box[0] = 0x63;
  return box;
})();

const derived = new Map(MODES.map((mode) => [mode.mode, keyWindows(mode)]));

/** Holds the memory to have nothing of `secret`: neither its bytes nor what AES made of them. */
function holdsNothing(lib, what, secret = SECRET) {
  const memory = snapshot(lib).toString('latin1');
  for (const pattern of plainPatterns(secret)) {
    const at = memory.indexOf(pattern);
    assert.equal(at, -1, `${what}: ${pattern.length} bytes of the key or its schedule at ${at}`);
  }
  if (secret !== SECRET) return;
  const windows = windowsOf(snapshot(lib));
  for (const [mode, found] of derived) {
    const left = found.filter((window) => windows.has(window));
    assert.equal(
      left.length,
      0,
      `${what}: ${left.length} of ${found.length} windows of the ${mode} key schedule are left, first at ${memory.indexOf(left[0])}`,
    );
  }
}

test('the round keys that are looked for are those of FIPS 197', () => {
  const key = Buffer.from(
    '603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4',
    'hex',
  );
  assert.equal(roundKeys(key)[14].toString('hex'), 'fe4890d1e6188d0b046df344706c631e');
});

for (const mode of MODES) {
  test(`${mode.mode}: a live encryptor's key schedule is seen, so that its absence means something`, (t) => {
    const found = derived.get(mode.mode);
    t.diagnostic(`${found.length} windows depend on the key alone`);
    // AES-256 has 15 round keys of 16 bytes; at four offsets each about 57 windows.
    assert.ok(found.length >= 50, `only ${found.length} windows`);
  });

  test(`${mode.mode}: nothing is left after dispose()`, () => {
    const lib = freshCopy();
    const encryptor = lib.createAidEncryptor({
      captchaAppId: APP_ID,
      appSecretKey: SECRET,
      ...mode,
    });
    for (let count = 0; count < 300; count += 1) encryptor.encrypt();
    encryptor.dispose();
    holdsNothing(lib, 'after dispose');
  });

  test(`${mode.mode}: nothing but the live encryptor holds the key: other copies are gone while it lives`, () => {
    const lib = freshCopy();
    const encryptor = lib.createAidEncryptor({
      captchaAppId: APP_ID,
      appSecretKey: SECRET,
      ...mode,
    });
    const memory = snapshot(lib).toString('latin1');
    assert.equal(memory.indexOf(SECRET), -1, 'the AppSecretKey as it was given');
    const filled = Buffer.alloc(32, SECRET).toString('latin1');
    assert.equal(memory.indexOf(filled), -1, 'the filled key');
    encryptor.dispose();
  });

  test(`${mode.mode}: nothing is left of one of two encryptors while the other lives`, () => {
    const lib = freshCopy();
    const first = lib.createAidEncryptor({ captchaAppId: APP_ID, appSecretKey: SECRET, ...mode });
    const second = lib.createAidEncryptor({
      captchaAppId: APP_ID,
      appSecretKey: OTHER_SECRET,
      ...mode,
    });
    first.encrypt();
    second.encrypt();
    first.dispose();
    holdsNothing(lib, 'after the first dispose');
    second.dispose();
    holdsNothing(lib, 'after the second dispose', OTHER_SECRET);
  });

  for (const form of ['text', 'bytes']) {
    const appSecretKey = form === 'text' ? SECRET : Buffer.from(SECRET);
    test(`${mode.mode}: nothing is left after encryptAid, key as ${form}`, () => {
      const lib = freshCopy();
      lib.encryptAid({ captchaAppId: APP_ID, appSecretKey, ...mode });
      holdsNothing(lib, 'after one call');
      for (let count = 0; count < 300; count += 1)
        lib.encryptAid({ captchaAppId: APP_ID, appSecretKey, ...mode });
      holdsNothing(lib, 'after 300 calls');
    });

    test(`${mode.mode}: nothing is left after inspectAid, key as ${form}, right or wrong`, () => {
      const lib = freshCopy();
      const token = lib.encryptAid({ captchaAppId: APP_ID, appSecretKey, ...mode });
      assert.deepEqual(lib.inspectAid(token, { appSecretKey, ...mode }).problems, []);
      holdsNothing(lib, 'after the right key');
      const foreign = lib.encryptAid({ captchaAppId: APP_ID, appSecretKey: OTHER_SECRET, ...mode });
      assert.equal(
        lib.inspectAid(foreign, { appSecretKey: [appSecretKey, appSecretKey], ...mode }).problems
          .length,
        1,
      );
      holdsNothing(lib, 'after the wrong key');
      lib.inspectAid('AAAA', { appSecretKey, ...mode });
      lib.inspectAid('!', { appSecretKey, ...mode });
      holdsNothing(lib, 'after a bad token');
    });
  }
}

const failures = [
  ['AppId', { captchaAppId: '0' }],
  ['expiry', { expiresInSeconds: 0 }],
  ['fraction', { expiresInSeconds: 1.5 }],
  ['mode', { mode: 'ecb' }],
  ['AAD without GCM', { aad: 'a' }],
  ['long AAD', { mode: 'gcm', aad: 'a'.repeat(97) }],
  ['time after the clock', { nowSeconds: 99999999999 }],
  ['time no number', { nowSeconds: 'now' }],
  ['key too long', { appSecretKey: SECRET + SECRET }],
  ['key of 33 bytes', { appSecretKey: `${SECRET}12345678` }],
  ['key of 33 bytes, as bytes', { appSecretKey: Buffer.from(`${SECRET}12345678`) }],
  ['key with a lone surrogate', { appSecretKey: `${SECRET}\ud800` }],
  [
    'a getter that throws behind the key',
    Object.defineProperty({}, 'expiresInSeconds', {
      enumerable: true,
      get: () => {
        throw new Error('thrown');
      },
    }),
  ],
];
for (const [what, fields] of failures) {
  test(`nothing is left after a call that fails: ${what}`, () => {
    const lib = freshCopy();
    const base = { captchaAppId: APP_ID, appSecretKey: SECRET };
    const options = Object.defineProperties(base, Object.getOwnPropertyDescriptors(fields));
    assert.throws(() => lib.encryptAid(options), lib.CaptchaError);
    holdsNothing(lib, 'after encryptAid');
    if (!('nowSeconds' in fields)) {
      assert.throws(() => lib.createAidEncryptor(options), lib.CaptchaError);
      holdsNothing(lib, 'after createAidEncryptor');
    }
    assert.throws(() => lib.inspectAid('AAAA', { appSecretKey: [SECRET, ''] }), lib.CaptchaError);
    holdsNothing(lib, 'after inspectAid');
  });
}

test('nothing is left after a call that finds no randomness', () => {
  const lib = freshCopy();
  const { randomFillSync } = crypto;
  const { getRandomValues } = globalThis.crypto;
  crypto.randomFillSync = () => {
    throw new Error('no entropy');
  };
  globalThis.crypto.getRandomValues = crypto.randomFillSync;
  try {
    const options = { captchaAppId: APP_ID, appSecretKey: SECRET };
    assert.throws(() => lib.encryptAid(options), { code: 'ERR_CAPTCHA_RANDOM' });
  } finally {
    crypto.randomFillSync = randomFillSync;
    globalThis.crypto.getRandomValues = getRandomValues;
  }
  holdsNothing(lib, 'after ERR_CAPTCHA_RANDOM');
});
