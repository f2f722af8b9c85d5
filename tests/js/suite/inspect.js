// inspectAid: every AidProblemCode, alone and together, and the bounds between them.

import { checkMessage, deepEqual, equal, ok } from './assert.js';
import { ascii, filledKey, fromBase64, latin1, toBase64, utf8 } from './bytes.js';
import { nowInSeconds, sealToken } from './token.js';

const KEY = '1234567891011121314151516';
const ISSUED = 1710144972;
const PLAINTEXT = '123456789&1710144972&3600';
const ALL_CODES = [
  'not_base64',
  'wrong_length',
  'wrong_key',
  'malformed_plaintext',
  'app_id_mismatch',
  'issued_in_future',
  'expired',
  'expiry_out_of_range',
];

export function register(test, lib, env) {
  const { peer } = env;
  const reached = new Set();
  const seal = (plaintext, key) => sealToken(peer, { appSecretKey: key || KEY }, plaintext);

  /** Inspects and holds what is true of every inspection; gives the codes. */
  function codes(token, options) {
    const inspected = lib.inspectAid(token, Object.assign({ appSecretKey: KEY }, options));
    equal(inspected.valid, inspected.problems.length === 0, 'valid');
    for (const problem of inspected.problems) {
      deepEqual(Object.keys(problem), ['code', 'message']);
      ok(ALL_CODES.includes(problem.code), problem.code);
      checkMessage(problem.message, null, [KEY]);
      reached.add(problem.code);
    }
    return inspected.problems.map((problem) => problem.code);
  }

  const notBase64 = [
    '!',
    'abc',
    'abcde',
    'abc=d',
    '=abc',
    'ab=c',
    'abcd====',
    'ab c',
    'abcd\n',
    ' abcd',
    'AAAA-_AA',
    'AB==',
    'AAB=',
    'QQ',
    'QQ=',
    '票据票据',
    'AAA\u0000',
    '\ud800AAA',
  ];
  for (const token of notBase64) {
    test('inspect: not_base64 ' + ascii(token), () => {
      deepEqual(codes(token), ['not_base64']);
    });
  }

  test('inspect: not_base64 for Base64 of the URL alphabet, without padding, or with line breaks', async () => {
    const bytes = fromBase64(await seal(PLAINTEXT));
    bytes.set([0xfb, 0xff, 0xbf]);
    const token = toBase64(bytes);
    deepEqual(codes(token.replace(/\+/g, '-').replace(/\//g, '_')), ['not_base64']);
    deepEqual(codes(token.slice(0, 40) + '\n' + token.slice(40)), ['not_base64']);
    const padded = toBase64(bytes.slice(0, 47));
    ok(padded.endsWith('='));
    deepEqual(codes(padded.replace(/=/g, '')), ['not_base64']);
  });

  for (const length of [0, 1, 15, 16, 17, 31, 33, 47, 49]) {
    test('inspect: wrong_length of ' + length + ' bytes', () => {
      deepEqual(codes(toBase64(new Uint8Array(length))), ['wrong_length']);
    });
  }

  test('inspect: a token of 1024 characters is looked at, longer is wrong_length', () => {
    // 768 bytes, IV and 47 blocks, are 1024 characters.
    equal(toBase64(new Uint8Array(768)).length, 1024);
    deepEqual(codes(toBase64(new Uint8Array(768))), ['wrong_key']);
    deepEqual(codes('A'.repeat(1028)), ['wrong_length']);
    deepEqual(codes(toBase64(new Uint8Array(784))), ['wrong_length']);
  });

  test('inspect: wrong_key, and nothing of the token is told', async () => {
    // The published token: which wrong keys happen to open it is fixed.
    const published = env.vectors.published.aid[0].aidEncrypted;
    const inspected = lib.inspectAid(published, { appSecretKey: 'another key' });
    deepEqual(
      inspected.problems.map((problem) => problem.code),
      ['wrong_key'],
    );
    deepEqual(Object.keys(inspected).sort(), ['problems', 'valid']);
    deepEqual(codes(published, { appSecretKey: ['k1', 'k2', 'k3'] }), ['wrong_key']);
  });

  const malformed = [
    '',
    'abc',
    '1',
    '1&2',
    '1&2&3&4',
    '&&',
    '1&&3',
    '&2&3',
    '1&2&',
    'a&1710144972&3600',
    '1&b&3600',
    '1&1710144972&c',
    '-1&1710144972&3600',
    '1&-1710144972&3600',
    '1&1710144972&-1',
    '+1&1710144972&3600',
    '1&1.5&3600',
    '1&1e9&3600',
    ' 1&1710144972&3600',
    '1&1710144972&3600 ',
    '1 & 2 & 3',
    '0x1&1710144972&3600',
  ];
  for (const plaintext of malformed) {
    test('inspect: malformed_plaintext ' + JSON.stringify(plaintext), async () => {
      const token = await seal(plaintext);
      deepEqual(codes(token, { nowSeconds: ISSUED }), ['malformed_plaintext']);
      equal(lib.inspectAid(token, { appSecretKey: ['no', KEY] }).keyIndex, 1);
    });
  }

  // CBC has no tag: one wrong key in 256 leaves valid padding, and noise before it. So noise is taken for
  // the work of a wrong key, and readable text for that of the right one; in GCM the tag says so.
  const readable = [
    utf8('1&1710144972&3600\n'),
    utf8('1&1710144972&3600\r\n'),
    utf8('1&1710144972&3600\u0000'),
    utf8('１&1710144972&3600'),
    utf8('票据'),
    Uint8Array.of(0x68, 0, 0x69, 0), // "hi" in UTF-16
    Uint8Array.of(0xfe, 0xff, 0, 0x68, 0, 0x69),
  ];
  const noise = [
    Uint8Array.of(0xff),
    Uint8Array.of(0xc0, 0x80),
    Uint8Array.of(0x31, 0x26, 0xed, 0xa0, 0x80),
    Uint8Array.of(0x31, 0x07),
    Uint8Array.of(0x8c, 0x9a, 0xc1, 0x8b), // Chinese in UTF-16, as most noise is
    new Uint8Array(40).fill(0x80),
  ];
  for (const [mode, name, plaintexts, code] of [
    ['cbc', 'text', readable, 'malformed_plaintext'],
    ['cbc', 'noise', noise, 'wrong_key'],
    ['gcm', 'text', readable, 'malformed_plaintext'],
    ['gcm', 'noise', noise, 'malformed_plaintext'],
  ]) {
    test('inspect: ' + code + ' for ' + name + ', mode ' + mode, async () => {
      for (const plaintext of plaintexts) {
        const token = await sealToken(peer, { appSecretKey: KEY, mode }, plaintext);
        deepEqual(codes(token, { mode }), [code], latin1(plaintext));
        const { keyIndex } = lib.inspectAid(token, { appSecretKey: KEY, mode });
        equal(keyIndex, code === 'wrong_key' ? undefined : 0);
      }
    });
  }

  test('inspect: numbers beyond every range are a problem, not a trap', async () => {
    const nines = '9'.repeat(60);
    for (const plaintext of [
      nines + '&1&1',
      '1&' + nines + '&1',
      '1&1&' + nines,
      '18446744073709551615&18446744073709551615&18446744073709551615',
    ]) {
      ok(
        codes(await seal(plaintext), { nowSeconds: ISSUED, captchaAppId: '1' }).length > 0,
        plaintext,
      );
    }
  });

  test('inspect: app_id_mismatch', async () => {
    const token = await seal(PLAINTEXT);
    deepEqual(codes(token, { nowSeconds: ISSUED, captchaAppId: '123456789' }), []);
    deepEqual(codes(token, { nowSeconds: ISSUED, captchaAppId: 123456789 }), []);
    deepEqual(codes(token, { nowSeconds: ISSUED, captchaAppId: '12345678' }), ['app_id_mismatch']);
    deepEqual(codes(token, { nowSeconds: ISSUED, captchaAppId: 1234567890 }), ['app_id_mismatch']);
  });

  test('inspect: issued_in_future from the second after now on', async () => {
    const token = await seal(PLAINTEXT);
    deepEqual(codes(token, { nowSeconds: ISSUED }), []);
    deepEqual(codes(token, { nowSeconds: ISSUED - 1 }), ['issued_in_future']);
    deepEqual(codes(token, { nowSeconds: 1 }), ['issued_in_future']);
  });

  for (const expiry of [1, 2, 3600, 86399, 86400]) {
    test('inspect: expired exactly at the end of ' + expiry + ' s', async () => {
      const token = await seal('123456789&1710144972&' + expiry);
      const at = (nowSeconds) => lib.inspectAid(token, { appSecretKey: KEY, nowSeconds });
      deepEqual(codes(token, { nowSeconds: ISSUED + expiry - 1 }), []);
      equal(at(ISSUED + expiry - 1).remainingSeconds, 1);
      deepEqual(codes(token, { nowSeconds: ISSUED + expiry }), ['expired']);
      equal(at(ISSUED + expiry).remainingSeconds, 0);
      equal(at(ISSUED + expiry + 1000).remainingSeconds, 0, 'never negative');
      equal(at(ISSUED).expiresAtSeconds, ISSUED + expiry);
    });
  }

  test('inspect: expiry_out_of_range beyond 86400 and at 0', async () => {
    deepEqual(codes(await seal('1&1710144972&86401'), { nowSeconds: ISSUED }), [
      'expiry_out_of_range',
    ]);
    deepEqual(codes(await seal('1&1710144972&4294967296'), { nowSeconds: ISSUED }), [
      'expiry_out_of_range',
    ]);
    deepEqual(codes(await seal('1&1710144972&0'), { nowSeconds: ISSUED }), [
      'expired',
      'expiry_out_of_range',
    ]);
  });

  test('inspect: several problems are told together, in the order of the documentation', async () => {
    deepEqual(codes(await seal(PLAINTEXT), { nowSeconds: ISSUED + 3600, captchaAppId: '1' }), [
      'app_id_mismatch',
      'expired',
    ]);
    deepEqual(
      codes(await seal('5&1710144972&86401'), { nowSeconds: ISSUED - 1, captchaAppId: '1' }),
      ['app_id_mismatch', 'issued_in_future', 'expiry_out_of_range'],
    );
    deepEqual(
      codes(await seal('5&1710144972&86401'), { nowSeconds: ISSUED + 86401, captchaAppId: '1' }),
      ['app_id_mismatch', 'expired', 'expiry_out_of_range'],
    );
  });

  test('inspect: what was opened is told in spite of problems', async () => {
    const inspected = lib.inspectAid(await seal('5&1710144972&60'), {
      appSecretKey: KEY,
      captchaAppId: '6',
      nowSeconds: ISSUED + 100,
    });
    equal(inspected.problems.length, 2);
    delete inspected.problems;
    deepEqual(inspected, {
      valid: false,
      keyIndex: 0,
      captchaAppId: '5',
      issuedAtSeconds: ISSUED,
      expiresInSeconds: 60,
      expiresAtSeconds: ISSUED + 60,
      remainingSeconds: 0,
    });
  });

  test('inspect: several keys while they rotate, keyIndex names the one that opened', async () => {
    const keys = ['new key', 'current key', utf8('old key')];
    for (let index = 0; index < keys.length; index += 1) {
      const token = await seal(PLAINTEXT, keys[index]);
      const inspected = lib.inspectAid(token, { appSecretKey: keys, nowSeconds: ISSUED });
      deepEqual(inspected.problems, []);
      equal(inspected.keyIndex, index);
    }
    equal(
      lib.inspectAid(await seal(PLAINTEXT), { appSecretKey: KEY, nowSeconds: ISSUED }).keyIndex,
      0,
    );
  });

  test('inspect: a wrong key whose padding happens to fit does not hide the right key', async () => {
    const token = await seal(PLAINTEXT);
    const bytes = fromBase64(token);
    let accident = null;
    for (let count = 0; accident === null && count < 20000; count += 1) {
      const key = 'wrong' + count;
      if (await peer.cbcOpen(filledKey(key), bytes.slice(0, 16), bytes.slice(16))) accident = key;
    }
    ok(accident !== null, 'no such key among 20000');
    const inspected = lib.inspectAid(token, { appSecretKey: [accident, KEY], nowSeconds: ISSUED });
    deepEqual(inspected.problems, []);
    equal(inspected.keyIndex, 1);
  });

  test('inspect: the clock when nowSeconds is left out', async () => {
    const now = nowInSeconds();
    deepEqual(codes(await seal('1&' + (now - 5) + '&3600')), []);
    deepEqual(codes(await seal('1&' + (now - 3600) + '&3600')), ['expired']);
    deepEqual(codes(await seal('1&' + (now + 600) + '&3600')), ['issued_in_future']);
  });

  test('inspect: nowSeconds may be after the clock, to ask about later', async () => {
    const now = nowInSeconds();
    const token = lib.encryptAid({ captchaAppId: '1', appSecretKey: KEY });
    deepEqual(codes(token, { nowSeconds: now + 1800 }), []);
    deepEqual(codes(token, { nowSeconds: now + 7200 }), ['expired']);
  });

  test('inspect: random bytes and random text are problems, never an exception', () => {
    for (let count = 0; count < 3000; count += 1) {
      const bytes = peer.randomBytes(count % 97);
      ok(codes(toBase64(bytes)).length > 0);
      ok(codes(String.fromCharCode.apply(null, peer.randomBytes(1 + (count % 60)))).length > 0);
    }
  });

  test('inspect: every AidProblemCode was reached by these tests', () => {
    deepEqual(Array.from(reached).sort(), ALL_CODES.slice().sort());
  });
}
