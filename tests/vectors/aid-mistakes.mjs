// Writes aid-mistakes.json: tokens as code with mistakes makes them, by node:crypto and, for the
// `Salted__` format, the OpenSSL command line.
//
//   node tests/vectors/aid-mistakes.mjs

import crypto from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SECRET = '1234567891011121314151516';
const KEY = Buffer.from('12345678910111213141515161234567');
const IV = Buffer.from('c0ffee00112233445566778899aabbfe', 'hex');
const NONCE = IV.subarray(0, 12);
const PLAINTEXT = '123456789&1710144972&3600';

function cbc(plaintext, { key = KEY, iv = IV, padding = true } = {}) {
  const cipher = crypto.createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  cipher.setAutoPadding(padding);
  return Buffer.concat([cipher.update(plaintext), cipher.final()]);
}

function ecb(plaintext, key = KEY) {
  const cipher = crypto.createCipheriv('aes-256-ecb', key, null);
  return Buffer.concat([cipher.update(plaintext), cipher.final()]);
}

/** Ciphertext and tag. */
function gcm(plaintext, { key = KEY, nonce = NONCE, aad = '' } = {}) {
  const cipher = crypto.createCipheriv(`aes-${key.length * 8}-gcm`, key, nonce);
  cipher.setAAD(Buffer.from(aad));
  return [Buffer.concat([cipher.update(plaintext), cipher.final()]), cipher.getAuthTag()];
}

/** `openssl enc` with a password. With -S, OpenSSL 3 writes no header, earlier versions do. */
function openssl(plaintext, digest, password) {
  const salt = '0123456789abcdef';
  const args = ['enc', '-aes-256-cbc', '-md', digest, '-S', salt, '-pass', `pass:${password}`];
  const out = execFileSync('openssl', args, { input: plaintext, stdio: ['pipe', 'pipe', 'ignore'] });
  const header = Buffer.concat([Buffer.from('Salted__'), Buffer.from(salt, 'hex')]);
  return out.subarray(0, 8).equals(header.subarray(0, 8)) ? out : Buffer.concat([header, out]);
}

const base64 = (...parts) => Buffer.concat(parts).toString('base64');
const urlSafe = (token) => token.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const token = (plaintext = PLAINTEXT, options = {}) =>
  base64(options.iv || IV, cbc(plaintext, options));
const zeros = (secret) => Buffer.concat([Buffer.from(secret), Buffer.alloc(32)]).subarray(0, 32);
const repeated = (secret) => Buffer.concat(Array(32).fill(Buffer.from(secret))).subarray(0, 32);
const utf16be = (text) => Buffer.from(text, 'utf16le').swap16();
const pkcs7 = (text) => {
  const padding = 16 - (Buffer.byteLength(text) % 16);
  return Buffer.concat([Buffer.from(text), Buffer.alloc(padding, padding)]);
};

/** The vendor's Python sample: AppSecretKey + AppSecretKey[:32 % len(AppSecretKey)]. */
const asSample = (secret) => Buffer.from(secret + secret.slice(0, 32 % secret.length));

const SHORT = 'abcdefghijklmnop';
const LONG = 'abcdefghijklmnopqrstuvwxyz012345';

// [name, mistakes, problem, token, what else inspectAid is given]
const CASES = [
  ['right', [], null, token()],
  ['right: GCM', [], null, base64(NONCE, ...gcm(PLAINTEXT)), { mode: 'gcm' }],
  ['right: a key of 16 bytes', [], null, token(PLAINTEXT, { key: repeated(SHORT) }), { appSecretKey: SHORT }],
  ['another key', [], 'wrong_key', token(PLAINTEXT, { key: crypto.createHash('sha256').update('x').digest() })],
  ['cut off', [], 'wrong_length', token().slice(0, -12)],
  ['no token at all', [], 'malformed_plaintext', token('hello')],
  ['a fourth field', [], 'malformed_plaintext', token(PLAINTEXT + '&1')],
  ['no padding, hex', [], 'wrong_length', Buffer.from(token('123456789012345&1710144972&86400', { padding: false }), 'base64').toString('hex')],
  ['two fields, an AppId of 15 digits expected', [], 'malformed_plaintext', token('1710144972&3600'), { captchaAppId: '123456789012345' }],
  ['random IV not sent, AppId of 11 digits', [], 'malformed_plaintext', base64(cbc('12345678901&1710144972&3600'))],
  ['milliseconds by a clock in milliseconds', [], null, token('123456789&1710144972000&3600'), { nowSeconds: 1710144972001 }],
  ['another AAD', [], 'wrong_key', base64(NONCE, ...gcm(PLAINTEXT, { aad: 'a' })), { mode: 'gcm', aad: 'b' }],

  ['a key of 16 bytes', ['key_padded_as_vendor_sample'], 'wrong_key', token(PLAINTEXT, { key: asSample(SHORT) }), { appSecretKey: SHORT }],
  ['a key of 16 bytes, GCM', ['key_padded_as_vendor_sample'], 'wrong_key', base64(NONCE, ...gcm(PLAINTEXT, { key: asSample(SHORT) })), { appSecretKey: SHORT, mode: 'gcm' }],
  ['12 bytes, 20 after the sample, zeros after that', ['key_padded_as_vendor_sample', 'key_padded_with_zeros'], 'wrong_key', token(PLAINTEXT, { key: zeros(asSample('abcdefghijkl')) }), { appSecretKey: 'abcdefghijkl' }],

  ['zeros', ['key_padded_with_zeros'], 'wrong_key', token(PLAINTEXT, { key: zeros(SECRET) })],
  ['zeros, GCM', ['key_padded_with_zeros'], 'wrong_key', base64(NONCE, ...gcm(PLAINTEXT, { key: zeros(SECRET) })), { mode: 'gcm' }],
  ['zeros after 16 bytes', ['key_padded_with_zeros'], 'wrong_key', token(PLAINTEXT, { key: zeros(SHORT) }), { appSecretKey: SHORT }],
  ['zeros, hex', ['key_padded_with_zeros', 'hex'], 'wrong_length', Buffer.from(token(PLAINTEXT, { key: zeros(SECRET) }), 'base64').toString('hex')],
  ['zeros, fixed IV not sent', ['key_padded_with_zeros', 'iv_missing'], 'wrong_key', base64(cbc(PLAINTEXT, { key: zeros(SECRET), iv: Buffer.alloc(16) }))],
  ['zeros, milliseconds, line break', ['key_padded_with_zeros', 'milliseconds', 'trailing_bytes'], 'wrong_key', token('123456789&1710144972000&600\n', { key: zeros(SECRET) })],
  ['zeros, ECB', ['key_padded_with_zeros', 'ecb'], 'wrong_key', base64(ecb(PLAINTEXT, zeros(SECRET)))],

  ['AES-192 with a key of 24 bytes', ['key_not_padded'], 'wrong_key', token(PLAINTEXT, { key: Buffer.from(LONG.slice(0, 24)) }), { appSecretKey: LONG.slice(0, 24) }],
  ['AES-128 with the first 16 bytes', ['key_not_padded'], 'wrong_key', token(PLAINTEXT, { key: Buffer.from(SECRET.slice(0, 16)) })],
  ['AES-192 with the first 24 bytes', ['key_not_padded'], 'wrong_key', token(PLAINTEXT, { key: Buffer.from(SECRET.slice(0, 24)) })],

  ...['\n', '\r\n', '\r', ' '].map((end) => [
    `${JSON.stringify(end)} after the key`, ['key_not_trimmed'], 'wrong_key', token(PLAINTEXT, { key: repeated(SECRET + end) }),
  ]),
  ...[[' ', ''], ['"', '"'], ["'", "'"], ['\ufeff', '']].map(([start, end]) => [
    `${JSON.stringify(start)} before the key`, ['key_not_trimmed'], 'wrong_key', token(PLAINTEXT, { key: repeated(start + SECRET + end) }),
  ]),
  ['line break, zeros', ['key_padded_with_zeros', 'key_not_trimmed'], 'wrong_key', token(PLAINTEXT, { key: zeros(SECRET + '\n') })],
  ['quotes around 32 bytes, cut', ['key_not_trimmed'], 'wrong_key', token(PLAINTEXT, { key: repeated(`"${LONG}"`) }), { appSecretKey: LONG }],
  ['the third key of three', ['key_not_trimmed'], 'wrong_key', token(PLAINTEXT, { key: repeated(SECRET + '\n') }), { appSecretKey: ['a', 'b', SECRET] }],

  ['URL-safe', ['url_safe_base64'], 'not_base64', urlSafe(token())],
  ['URL-safe, GCM, no padding', ['url_safe_base64'], 'not_base64', urlSafe(base64(NONCE, ...gcm(PLAINTEXT))), { mode: 'gcm' }],
  ['URL-safe, GCM, with padding', ['url_safe_base64'], 'not_base64', base64(NONCE, ...gcm('12345678&1710144972&3600')).replace(/\+/g, '-').replace(/\//g, '_'), { mode: 'gcm' }],
  ['URL-safe, AES-128', ['key_not_padded', 'url_safe_base64'], 'not_base64', urlSafe(token(PLAINTEXT, { key: Buffer.from(SECRET.slice(0, 16)) }))],

  ['hex', ['hex'], 'wrong_length', Buffer.from(token(), 'base64').toString('hex')],
  ['HEX', ['hex'], 'wrong_length', Buffer.from(token(), 'base64').toString('hex').toUpperCase()],
  ['Base64 of hex', ['hex'], 'wrong_key', base64(Buffer.from(Buffer.from(token(), 'base64').toString('hex')))],

  ['IV of zeros not sent', ['iv_missing'], 'malformed_plaintext', base64(cbc(PLAINTEXT, { iv: Buffer.alloc(16) }))],
  ['IV of zeros not sent, one block', ['iv_missing'], 'wrong_length', base64(cbc('1&1710144972&60', { iv: Buffer.alloc(16) }))],
  ['IV of digits not sent', ['iv_missing'], 'wrong_length', base64(cbc('1&1710144972&60', { iv: Buffer.from('0'.repeat(16)) }))],
  ["the example's IV not sent", ['iv_missing'], 'wrong_length', base64(cbc('1&1710144972&60', { iv: Buffer.from('0123456789012345') }))],
  ['start of the key as IV not sent', ['iv_missing'], 'wrong_length', base64(cbc('1&1710144972&60', { iv: KEY.subarray(0, 16) }))],
  ['random IV not sent', ['iv_missing'], 'malformed_plaintext', base64(cbc(PLAINTEXT))],
  ['random IV not sent, AppId of 10 digits', ['iv_missing'], 'malformed_plaintext', base64(cbc('1234567890&1710144972&86400'))],
  ['random IV not sent, expected AppId of 12 digits', ['iv_missing'], 'malformed_plaintext', base64(cbc('123456789012&1710144972&60')), { captchaAppId: '123456789012' }],
  ['random IV not sent, another AppId expected', [], 'malformed_plaintext', base64(cbc('123456789012&1710144972&60')), { captchaAppId: '123456789' }],
  ['random IV not sent, zeros', ['key_padded_with_zeros', 'iv_missing'], 'wrong_key', base64(cbc(PLAINTEXT, { key: zeros(SECRET) }))],
  ['two fields are no token without IV', [], 'malformed_plaintext', token('1710144972&3600')],
  ['IV of zeros not sent, GCM', ['iv_missing'], 'wrong_key', base64(...gcm(PLAINTEXT, { nonce: Buffer.alloc(12) })), { mode: 'gcm' }],

  ['hex of the IV', ['iv_as_text'], 'wrong_key', base64(Buffer.from(IV.toString('hex')), cbc(PLAINTEXT))],
  ['hex of the IV, cut to 16 characters by PHP', ['iv_as_text'], 'wrong_key', base64(Buffer.from(IV.toString('hex')), cbc(PLAINTEXT, { iv: Buffer.from(IV.toString('hex').slice(0, 16)) }))],
  ['Base64 of the IV', ['iv_as_text'], 'wrong_length', base64(Buffer.from(IV.toString('base64')), cbc(PLAINTEXT))],
  ['Base64 of each', ['iv_as_text'], 'not_base64', base64(IV) + base64(cbc(PLAINTEXT))],
  ['hex of the IV before Base64', ['iv_as_text'], 'wrong_length', IV.toString('hex') + base64(cbc(PLAINTEXT))],
  ['Base64 of hex of the IV and Base64', ['iv_as_text'], 'wrong_length', base64(Buffer.from(IV.toString('hex') + base64(cbc(PLAINTEXT))))],
  ['hex of each, a colon between', ['hex', 'iv_as_text'], 'not_base64', `${IV.toString('hex')}:${cbc(PLAINTEXT).toString('hex')}`],
  ['hex of the IV, GCM', ['iv_as_text'], 'wrong_key', base64(Buffer.from(NONCE.toString('hex')), ...gcm(PLAINTEXT)), { mode: 'gcm' }],

  ['ECB', ['ecb'], 'wrong_key', base64(ecb(PLAINTEXT))],
  ['ECB after an IV', ['ecb'], 'wrong_key', base64(IV, ecb(PLAINTEXT))],

  ['CryptoJS with a password, or openssl enc -md md5', ['openssl_salted'], 'wrong_key', base64(openssl(PLAINTEXT, 'md5', SECRET))],
  ['openssl enc -md sha256', ['openssl_salted'], 'wrong_key', base64(openssl(PLAINTEXT, 'sha256', SECRET))],
  ['CryptoJS with the filled key as a password', ['openssl_salted'], 'wrong_key', base64(openssl(PLAINTEXT, 'md5', KEY.toString()))],
  ['openssl enc with the filled key as a password', ['openssl_salted'], 'wrong_key', base64(openssl(PLAINTEXT, 'sha256', KEY.toString()))],
  ['openssl enc with a line break after the password', ['key_not_trimmed', 'openssl_salted'], 'wrong_key', base64(openssl(PLAINTEXT, 'sha256', `${SECRET} `))],
  ['openssl enc of echo', ['openssl_salted', 'trailing_bytes'], 'wrong_key', base64(openssl(PLAINTEXT + '\n', 'sha256', SECRET))],

  ['UTF-16, little-endian', ['utf16'], 'malformed_plaintext', token(Buffer.from(PLAINTEXT, 'utf16le'))],
  ['UTF-16, little-endian, with a byte order mark', ['utf16'], 'malformed_plaintext', token(Buffer.from('\ufeff' + PLAINTEXT, 'utf16le'))],
  ['UTF-16, big-endian', ['utf16'], 'malformed_plaintext', token(utf16be(PLAINTEXT))],
  ['UTF-16, big-endian, with a byte order mark', ['utf16'], 'malformed_plaintext', token(utf16be('\ufeff' + PLAINTEXT))],
  ['UTF-16, line break', ['utf16', 'trailing_bytes'], 'malformed_plaintext', token(Buffer.from(PLAINTEXT + '\r\n', 'utf16le'))],
  ['the key in UTF-16', ['utf16'], 'wrong_key', token(PLAINTEXT, { key: repeated(Buffer.from(SECRET, 'utf16le')) })],

  ['milliseconds', ['milliseconds'], 'issued_in_future', token('123456789&1710144972000&3600')],
  ['milliseconds, GCM', ['milliseconds'], 'issued_in_future', base64(NONCE, ...gcm('123456789&1710144972000&3600')), { mode: 'gcm' }],
  ['milliseconds, hex', ['hex', 'milliseconds'], 'wrong_length', Buffer.from(token('123456789&1710144972000&3600'), 'base64').toString('hex')],

  ...['\n', '\r\n', ' ', '\0', '\t\0\0'].map((end) => [
    `${JSON.stringify(end)} after the plaintext`, ['trailing_bytes'], 'malformed_plaintext', token(PLAINTEXT + end),
  ]),
  ['padded with zeros', ['trailing_bytes'], 'wrong_key', token(Buffer.concat([Buffer.from(PLAINTEXT), Buffer.alloc(7)]), { padding: false })],
  ['padded with blanks', ['trailing_bytes'], 'wrong_key', token(PLAINTEXT.padEnd(32), { padding: false })],
  ['padded with zeros, and by the cipher', ['trailing_bytes'], 'malformed_plaintext', token(Buffer.concat([Buffer.from(PLAINTEXT), Buffer.alloc(7)]))],
  ['padded for GCM', ['trailing_bytes'], 'malformed_plaintext', base64(NONCE, ...gcm(pkcs7(PLAINTEXT))), { mode: 'gcm' }],
  ['line break, GCM', ['trailing_bytes'], 'malformed_plaintext', base64(NONCE, ...gcm(PLAINTEXT + '\n')), { mode: 'gcm' }],
  ['line break after the token', ['trailing_bytes'], 'not_base64', token() + '\n'],

  ['padded twice', ['padded_twice'], 'malformed_plaintext', token(pkcs7(PLAINTEXT))],
  ['padded twice, by bytes that are line breaks', ['padded_twice'], 'malformed_plaintext', token(pkcs7('123456&1710144972&3600'))],
  ['padded twice, UTF-16', ['utf16', 'padded_twice'], 'malformed_plaintext', token(pkcs7(Buffer.from(PLAINTEXT, 'utf16le').toString('latin1')))],

  ['GCM for CBC', ['other_mode'], 'wrong_length', base64(NONCE, ...gcm(PLAINTEXT))],
  ['CBC for GCM', ['other_mode'], 'wrong_key', token(), { mode: 'gcm' }],
  ['CBC for GCM with AAD', ['other_mode'], 'wrong_key', token(), { mode: 'gcm', aad: 'a' }],

  ['tag before ciphertext', ['tag_before_ciphertext'], 'wrong_key', base64(NONCE, ...gcm(PLAINTEXT).reverse()), { mode: 'gcm' }],
  ['tag before ciphertext, AAD', ['tag_before_ciphertext'], 'wrong_key', base64(NONCE, ...gcm(PLAINTEXT, { aad: 'a' }).reverse()), { mode: 'gcm', aad: 'a' }],
  ['tag before ciphertext, GCM for CBC', ['other_mode', 'tag_before_ciphertext'], 'wrong_length', base64(NONCE, ...gcm(PLAINTEXT).reverse())],
];

const vectors = CASES.map(([name, mistakes, problem, aidEncrypted, given]) => ({
  name: `${mistakes[0] || 'none'}: ${name}`,
  aidEncrypted,
  options: { appSecretKey: SECRET, nowSeconds: 1710144973, ...given },
  problems: problem === null ? [] : [problem],
  mistakes,
}));
const comment =
  'Tokens that code with mistakes makes, and tokens that are right or wrong otherwise. Made by node:crypto and OpenSSL: node tests/vectors/aid-mistakes.mjs. options: what inspectAid is given; problems and mistakes: the codes that it finds.';
const lines = vectors.map((vector) => `    ${JSON.stringify(vector)}`);
writeFileSync(
  fileURLToPath(new URL('aid-mistakes.json', import.meta.url)),
  `{\n  "comment": ${JSON.stringify(comment)},\n  "vectors": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
console.log(`${vectors.length} vectors`);
