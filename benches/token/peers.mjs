// The whole job with the other libraries, each written after its own documentation, key prepared.

import crypto, { webcrypto } from 'node:crypto';
import { cbc } from '@noble/ciphers/aes.js';
import CryptoJS from 'crypto-js';
import forge from 'node-forge';

const plaintext = ({ captchaAppId, expiresInSeconds }) =>
  `${captchaAppId}&${Math.floor(Date.now() / 1000)}&${expiresInSeconds}`;
const fill = ({ appSecretKey }) => Buffer.alloc(32, appSecretKey, 'latin1');

export function noble(options) {
  const key = Uint8Array.from(fill(options));
  return () => {
    const iv = crypto.randomBytes(16);
    const body = cbc(key, iv).encrypt(Buffer.from(plaintext(options), 'latin1'));
    return Buffer.concat([iv, body]).toString('base64');
  };
}

export function cryptoJs(options) {
  const key = CryptoJS.enc.Latin1.parse(fill(options).toString('latin1'));
  return () => {
    const iv = CryptoJS.lib.WordArray.random(16);
    const { ciphertext } = CryptoJS.AES.encrypt(plaintext(options), key, { iv });
    return CryptoJS.enc.Base64.stringify(iv.clone().concat(ciphertext));
  };
}

export function nodeForge(options) {
  const key = fill(options).toString('latin1');
  return () => {
    const iv = crypto.randomBytes(16).toString('latin1');
    const cipher = forge.cipher.createCipher('AES-CBC', key);
    cipher.start({ iv });
    cipher.update(forge.util.createBuffer(plaintext(options)));
    cipher.finish();
    return forge.util.encode64(iv + cipher.output.getBytes());
  };
}

export async function webCrypto(options) {
  const { subtle } = webcrypto;
  const key = await subtle.importKey('raw', fill(options), 'AES-CBC', false, ['encrypt']);
  return async () => {
    const iv = crypto.randomBytes(16);
    const text = Buffer.from(plaintext(options), 'latin1');
    const body = await subtle.encrypt({ name: 'AES-CBC', iv }, key, text);
    return Buffer.concat([iv, Buffer.from(body)]).toString('base64');
  };
}
