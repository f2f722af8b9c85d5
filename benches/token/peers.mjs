// A token with another library, each as its own documentation has it, the key prepared before.

import crypto, { webcrypto } from 'node:crypto';
import input from '../lib/input.cjs';
import child from '../lib/child.cjs';
import expect from '../lib/expect.cjs';
import worker from '../lib/worker.cjs';

const { app, expiresInSeconds } = input;
const plaintext = () => `${app.captchaAppId}&${Math.floor(Date.now() / 1000)}&${expiresInSeconds}`;
const keyBytes = Buffer.alloc(32, app.appSecretKey, 'latin1');

const peers = {
  async '@noble/ciphers'() {
    const { cbc } = await import('@noble/ciphers/aes.js');
    const key = Uint8Array.from(keyBytes);
    return () => {
      const iv = crypto.randomBytes(16);
      const body = cbc(key, iv).encrypt(Buffer.from(plaintext(), 'latin1'));
      return Buffer.concat([iv, body]).toString('base64');
    };
  },
  async 'crypto-js'() {
    const { default: CryptoJS } = await import('crypto-js');
    const key = CryptoJS.enc.Latin1.parse(keyBytes.toString('latin1'));
    return () => {
      const iv = CryptoJS.lib.WordArray.random(16);
      const { ciphertext } = CryptoJS.AES.encrypt(plaintext(), key, { iv });
      return CryptoJS.enc.Base64.stringify(iv.clone().concat(ciphertext));
    };
  },
  async 'node-forge'() {
    const { default: forge } = await import('node-forge');
    const key = keyBytes.toString('latin1');
    return () => {
      const iv = crypto.randomBytes(16).toString('latin1');
      const cipher = forge.cipher.createCipher('AES-CBC', key);
      cipher.start({ iv });
      cipher.update(forge.util.createBuffer(plaintext()));
      cipher.finish();
      return forge.util.encode64(iv + cipher.output.getBytes());
    };
  },
  async WebCrypto() {
    const { subtle } = webcrypto;
    const key = await subtle.importKey('raw', keyBytes, 'AES-CBC', false, ['encrypt']);
    return async () => {
      const iv = crypto.randomBytes(16);
      const body = await subtle.encrypt(
        { name: 'AES-CBC', iv },
        key,
        Buffer.from(plaintext(), 'latin1'),
      );
      return Buffer.concat([iv, Buffer.from(body)]).toString('base64');
    };
  },
};

const { peer } = child.settings;
const makeToken = await peers[peer]();
expect.checkToken(await makeToken());
if (peer === 'WebCrypto') worker.serveAsyncCalls(makeToken);
else worker.serveCalls(makeToken);
