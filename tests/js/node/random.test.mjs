// Randomness: from the runtime's cryptographic source, or ERR_CAPTCHA_RANDOM; never from anything weaker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder } from './package.mjs';

const INDEX = JSON.stringify(join(packageFolder, 'index.js'));
const ISSUE = `
  const options = { captchaAppId: '1', appSecretKey: 'k' };
  const issue = {
    encryptAid: () => lib.encryptAid(options),
    encryptor: () => lib.createAidEncryptor(options).encrypt(),
    uncached: () => lib.createAidEncryptor({ ...options, disableEntropyCache: true }).encrypt(),
  };
  const codes = {};
  for (const [name, one] of Object.entries(issue)) {
    try { codes[name] = one(); } catch (error) { codes[name] = error.code + ' ' + (error instanceof lib.CaptchaError); }
  }
  console.log(JSON.stringify(codes));
`;

// Every source that a runtime could offer, replaced; what is left must fail, or the test means nothing.
const sources = `
  const crypto = require('crypto');
  const put = (value) => {
    for (const [holder, name] of [[crypto, 'randomFillSync'], [crypto, 'randomBytes'], [crypto, 'randomUUID'],
      [crypto, 'getRandomValues'], [globalThis.Crypto.prototype, 'getRandomValues'],
      [globalThis.Crypto.prototype, 'randomUUID'], [crypto, 'webcrypto'], [globalThis, 'crypto']]) {
      const property = Object.getOwnPropertyDescriptor(holder, name);
      if (property && property.configurable) Object.defineProperty(holder, name, { value, configurable: true, writable: true });
    }
    for (const draw of [() => crypto.randomFillSync(new Uint8Array(16)), () => crypto.randomBytes(16),
      () => crypto.getRandomValues(new Uint8Array(16)), () => globalThis.crypto.getRandomValues(new Uint8Array(16))]) {
      let works = true;
      try { draw(); } catch (error) { works = false; }
      if (works) throw new Error('still a source: ' + draw);
    }
  };
`;

/** What each way of issuing gives in a process of its own, prepared by `before`. */
function issueIn(before) {
  const done = spawnSync(
    process.execPath,
    ['-e', `${before}\nconst lib = require(${INDEX});\n${ISSUE}`],
    { encoding: 'utf8' },
  );
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout);
}

const ALL_RANDOM = {
  encryptAid: 'ERR_CAPTCHA_RANDOM true',
  encryptor: 'ERR_CAPTCHA_RANDOM true',
  uncached: 'ERR_CAPTCHA_RANDOM true',
};

test('an ordinary process issues tokens', () => {
  for (const token of Object.values(issueIn(''))) assert.match(token, /^[A-Za-z0-9+/]{40,}=*$/);
});

test('without any source of randomness: ERR_CAPTCHA_RANDOM, although Math.random is there', () => {
  assert.deepEqual(issueIn(`${sources} put(undefined);`), ALL_RANDOM);
});

test('with sources that throw: ERR_CAPTCHA_RANDOM', () => {
  assert.deepEqual(
    issueIn(`${sources} put(() => { throw new Error('no entropy'); });`),
    ALL_RANDOM,
  );
});

test('where require("crypto") itself fails: ERR_CAPTCHA_RANDOM, and only when a token is asked for', () => {
  assert.deepEqual(
    issueIn(`${sources} put(undefined);
    const Module = require('module');
    const load = Module._load;
    Module._load = (name, ...rest) => {
      if (/^(node:)?crypto$/.test(name)) throw new Error('no crypto here');
      return load(name, ...rest);
    };`),
    ALL_RANDOM,
  );
});

test('Math.random and Date.now do not decide the IV', () => {
  const fixed = 'Math.random = () => 0.5; Date.now = () => 1710144972000;';
  assert.notEqual(issueIn(fixed).encryptAid.slice(0, 20), issueIn(fixed).encryptAid.slice(0, 20));
});
