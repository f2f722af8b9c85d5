// The GCM form of the web widget: Base64(IV of 12 bytes ‖ ciphertext ‖ tag of 16 bytes), with AAD.

import { deepEqual, equal, ok } from './assert.js';
import { fromBase64, latin1, toBase64, utf8 } from './bytes.js';
import { openToken, sealToken } from './token.js';

const OPTIONS = {
  captchaAppId: '190000000',
  appSecretKey: '1234567891011121314151516',
  mode: 'gcm',
};
const PLAINTEXT = '190000000&1710144972&3600';

export function register(test, lib, env) {
  const { peer } = env;
  const inspect = (token, more) =>
    lib.inspectAid(
      token,
      Object.assign(
        { appSecretKey: OPTIONS.appSecretKey, mode: 'gcm', nowSeconds: 1710144972 },
        more,
      ),
    );
  const codes = (inspected) => inspected.problems.map((problem) => problem.code);

  const aads = [
    ['no AAD', undefined, 0],
    ['AAD of one character', 'a', 1],
    ['AAD as text', 'session=42', 10],
    ['AAD in Chinese', '验证码', 9],
    ['AAD as bytes', Uint8Array.of(0, 1, 254, 255), 4],
    ['AAD of 96 bytes', 'x'.repeat(96), 96],
    ['AAD of 32 characters of three bytes', '验'.repeat(32), 96],
    ['AAD of 96 bytes, as bytes', new Uint8Array(96).fill(0xff), 96],
  ];
  for (const [name, aad, length] of aads) {
    test('gcm: ' + name, async () => {
      equal(
        aad === undefined ? 0 : typeof aad === 'string' ? utf8(aad).length : aad.length,
        length,
      );
      const options = aad === undefined ? OPTIONS : Object.assign({ aad }, OPTIONS);
      const encryptor = lib.createAidEncryptor(options);
      const tokens = [
        lib.encryptAid(Object.assign({ nowSeconds: 1710144972 }, options)),
        encryptor.encrypt(1710144972),
      ];
      encryptor.dispose();
      for (const token of tokens) {
        equal((await openToken(peer, options, token)).plaintext, PLAINTEXT);
        deepEqual(inspect(token, aad === undefined ? {} : { aad }).problems, []);
      }
      const theirs = await sealToken(peer, options, PLAINTEXT);
      deepEqual(inspect(theirs, aad === undefined ? {} : { aad }).problems, []);
    });
  }

  test('gcm: with an IV of its own it is the peer’s token, byte for byte', async () => {
    const iv = utf8('012345678901');
    const options = Object.assign({ aad: 'session=42', iv }, OPTIONS);
    const theirs = await sealToken(peer, options, PLAINTEXT);
    equal(env.testing.encryptAidWithIv(Object.assign({ nowSeconds: 1710144972 }, options)), theirs);
  });

  test('gcm: empty AAD is no AAD', async () => {
    for (const aad of ['', new Uint8Array(0)]) {
      const token = lib.encryptAid(Object.assign({ aad, nowSeconds: 1710144972 }, OPTIONS));
      equal((await openToken(peer, OPTIONS, token)).plaintext, PLAINTEXT);
    }
  });

  test('gcm: AAD missing, another, or too much is wrong_key', async () => {
    const withAad = lib.encryptAid(Object.assign({ aad: 'one' }, OPTIONS));
    deepEqual(codes(inspect(withAad)), ['wrong_key']);
    deepEqual(codes(inspect(withAad, { aad: 'two' })), ['wrong_key']);
    deepEqual(codes(inspect(lib.encryptAid(OPTIONS), { aad: 'one' })), ['wrong_key']);
  });

  test('gcm: one flipped bit anywhere is wrong_key', async () => {
    const bytes = fromBase64(lib.encryptAid(OPTIONS));
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] ^= 1 << (at % 8);
      const inspected = inspect(toBase64(flipped));
      deepEqual(codes(inspected), ['wrong_key'], 'byte ' + at);
      equal(inspected.captchaAppId, undefined, 'nothing of an unopened token is shown');
    }
  });

  test('gcm: shorter than IV, one byte and tag is wrong_length', () => {
    for (const length of [0, 1, 12, 27, 28]) {
      deepEqual(
        codes(inspect(toBase64(new Uint8Array(length)))),
        ['wrong_length'],
        length + ' bytes',
      );
    }
    deepEqual(codes(inspect(toBase64(new Uint8Array(29)))), ['wrong_key'], '29 bytes');
  });

  test('gcm: a token of one mode is not opened in the other', async () => {
    const cbc = lib.encryptAid({ captchaAppId: '1', appSecretKey: OPTIONS.appSecretKey });
    deepEqual(codes(inspect(cbc)), ['wrong_key']);
    const gcm = fromBase64(lib.encryptAid(OPTIONS));
    const asCbc = lib.inspectAid(toBase64(gcm), { appSecretKey: OPTIONS.appSecretKey });
    ok(!asCbc.valid && asCbc.problems.length === 1, JSON.stringify(asCbc));
  });

  test('gcm: IVs of 12 bytes, none twice', () => {
    const seen = new Set();
    const encryptor = lib.createAidEncryptor(OPTIONS);
    for (let count = 0; count < 2000; count += 1) {
      seen.add(latin1(fromBase64(encryptor.encrypt()).slice(0, 12)));
    }
    encryptor.dispose();
    equal(seen.size, 2000);
  });
}
