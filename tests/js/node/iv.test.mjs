// Two tokens never share an IV: a million drawn, none equal.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lib } from './package.mjs';

const COUNT = Number(process.env.TCAPTCHA_IVS || 1_000_000);
const OPTIONS = { captchaAppId: '190000000', appSecretKey: '1234567891011121314151516' };

/** 128-bit values in open addressing: a Set of a million strings would take a hundred megabytes. */
function ivSet(capacity) {
  const size = 2 ** Math.ceil(Math.log2(capacity * 2));
  const slots = new BigUint64Array(size * 2);
  return {
    /** Whether the IV was new. */
    add(bytes) {
      const low = bytes.readBigUInt64LE(0);
      const high = bytes.readBigUInt64LE(8);
      for (let at = Number(low & BigInt(size - 1)); ; at = (at + 1) % size) {
        if (slots[2 * at] === low && slots[2 * at + 1] === high) return false;
        if (slots[2 * at] === 0n && slots[2 * at + 1] === 0n) {
          slots[2 * at] = low;
          slots[2 * at + 1] = high;
          return low !== 0n || high !== 0n;
        }
      }
    },
  };
}

test('the set of IVs tells a second one from a first', () => {
  const set = ivSet(10);
  const one = Buffer.from('0123456789abcdef');
  assert.equal(set.add(one), true);
  assert.equal(set.add(Buffer.from('0123456789abcdeg')), true);
  assert.equal(set.add(one), false);
});

test(`${COUNT} IVs drawn from two encryptors and encryptAid, none equal`, () => {
  const set = ivSet(COUNT);
  const first = lib.createAidEncryptor(OPTIONS);
  const second = lib.createAidEncryptor({ ...OPTIONS, disableEntropyCache: true });
  const draw = [
    () => first.encrypt(1710144972),
    () => first.encrypt(1710144972),
    () => first.encrypt(1710144972),
    () => first.encrypt(1710144972),
    () => second.encrypt(1710144972),
    () => lib.encryptAid({ ...OPTIONS, nowSeconds: 1710144972 }),
  ];
  let repeated = 0;
  for (let count = 0; count < COUNT; count += 1) {
    const token = draw[count % draw.length]();
    if (!set.add(Buffer.from(token.slice(0, 22), 'base64'))) repeated += 1;
  }
  first.dispose();
  second.dispose();
  assert.equal(repeated, 0);
});
