// Tokens built and opened by the peer alone, to hold the library's against.

import { concat, filledKey, fromBase64, latin1, toBase64, utf8 } from './bytes.js';

export const IV_LENGTH = { cbc: 16, gcm: 12 };
export const TAG_LENGTH = 16;

const bytesOf = (value) => (typeof value === 'string' ? utf8(value) : value || new Uint8Array(0));

/** `plaintext` (text or bytes) as a token, whatever it says. */
export async function sealToken(peer, options, plaintext) {
  const mode = options.mode || 'cbc';
  const iv = options.iv || peer.randomBytes(IV_LENGTH[mode]);
  const key = filledKey(options.appSecretKey);
  const sealed =
    mode === 'gcm'
      ? await peer.gcmSeal(key, iv, bytesOf(options.aad), bytesOf(plaintext))
      : await peer.cbcSeal(key, iv, bytesOf(plaintext));
  return toBase64(concat(iv, sealed));
}

/** The plaintext of a token and its IV; `plaintext` is null where the key does not open it. */
export async function openToken(peer, options, token) {
  const mode = options.mode || 'cbc';
  const bytes = fromBase64(token);
  const iv = bytes.slice(0, IV_LENGTH[mode]);
  const sealed = bytes.slice(IV_LENGTH[mode]);
  const key = filledKey(options.appSecretKey);
  const opened =
    mode === 'gcm'
      ? await peer.gcmOpen(key, iv, bytesOf(options.aad), sealed)
      : await peer.cbcOpen(key, iv, sealed);
  return { iv, sealed, plaintext: opened && latin1(opened) };
}

export const nowInSeconds = () => Math.floor(Date.now() / 1000);
