// Values that fight back, and near misses of honest ones, as fast-check arbitraries.

import fc from 'fast-check';
import { runInNewContext } from 'node:vm';

/**
 * A value that is made when it is needed: fast-check looks at what it generates, shows it and looks
 * again, which these values do not take lying down.
 */
class Later {
  constructor(make, label) {
    this.make = make;
    this.label = label;
  }

  [fc.toStringMethod]() {
    return this.label;
  }
}

/** An arbitrary of plain values as one of values made later. */
export const plain = (arbitrary) =>
  arbitrary.map((value) => new Later(() => value, fc.stringify(value)));

/** An arbitrary of values made later, with something done to each. */
export const over = (arbitrary, change) =>
  arbitrary.map(({ make, label }) => new Later(() => change(make()), label));

const boom = () => {
  throw new RangeError('thrown by the caller’s own object');
};
const trapNames = Object.getOwnPropertyNames(Reflect).filter((name) => name !== 'toString');
const throwingHandler = Object.fromEntries(trapNames.map((name) => [name, boom]));

/** A buffer that was moved elsewhere: its views have no bytes any more. */
function detachedBytes() {
  const bytes = new Uint8Array(16);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** A view that its resizable buffer no longer reaches. */
function outOfBoundsBytes() {
  const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
  const bytes = new Uint8Array(buffer, 32, 16);
  buffer.resize(8);
  return bytes;
}

const makers = [
  () => new Proxy({}, throwingHandler),
  () => new Proxy(() => 1, throwingHandler),
  () => new Proxy([], throwingHandler),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => ({ toString: boom, valueOf: boom, toJSON: boom, [Symbol.toPrimitive]: boom }),
  () => {
    const value = { ret: 0 };
    value.detail = value;
    value.mp = value;
    return value;
  },
  () => Symbol('s'),
  () => Symbol.iterator,
  () => boom,
  () => class {},
  () => Promise.reject(new Error('rejected')).catch(() => {}) && Promise.resolve(1),
  // biome-ignore lint/suspicious/noThenProperty: that is the attack
  () => ({ then: boom }),
  detachedBytes,
  outOfBoundsBytes,
  () => new Uint8Array(new SharedArrayBuffer(25)),
  () => Object.defineProperty(new Uint8Array(4), 'length', { value: 1e9 }),
  () => Object.setPrototypeOf(new Uint8Array(40), null),
  () => ({ __proto__: Uint8Array.prototype, length: 16, buffer: new ArrayBuffer(16) }),
  () => ({ [Symbol.toStringTag]: 'Uint8Array', length: 4 }),
  () => new DataView(new ArrayBuffer(8)),
  () => new Float64Array(4),
  () => runInNewContext('new Uint8Array([1,2,3])'),
  () => runInNewContext('({ret:0,ticket:"t"})'),
  () => Object(1n),
  () => Object('text'),
  () => new Error('e'),
  () => Object.freeze(Object.assign(Object.create(null), { ret: 1 })),
  () => new WeakRef({}),
  () => globalThis,
  () => new Array(3),
  () => JSON.parse('{"__proto__":{"ret":0,"ticket":"t"},"constructor":{"prototype":{}}}'),
];

const edgeNumbers = [
  0,
  -0,
  1,
  2,
  -1,
  0.5,
  1e-323,
  86400,
  86401,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  Infinity,
  -Infinity,
  NaN,
  1038,
  1710144972,
  253402300799,
  253402300800,
];

const JSON_PARTS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  '\\',
  'null',
  'true',
  '0',
  '1',
  '1.0',
  '-',
  '1e9',
  ' ',
  '\n',
  '"ret":0',
  '"ticket":"t"',
  '"detail":',
  '"mp":',
  '"scene":1038',
  '"Response":',
  '"CaptchaCode":1',
  '"RequestId":"r"',
  '"Error":',
  '"Code":"AuthFailure.X"',
  '\ufeff',
  '\u0000',
  '\ud800',
];

/** Text of every kind: unpaired surrogates, headers, IP addresses, JSON, tokens. */
export const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 20,
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...JSON_PARTS), { maxLength: 14 })
      .map((parts) => parts.join('')),
  },
  {
    weight: 3,
    arbitrary: fc
      .uint8Array({ maxLength: 90 })
      .map((bytes) => Buffer.from(bytes).toString('base64')),
  },
  { weight: 1, arbitrary: fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended()) },
  { weight: 1, arbitrary: fc.webUrl() },
  { weight: 2, arbitrary: fc.json() },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '0',
      '00',
      '-0',
      '1',
      '123456789',
      '9007199254740992',
      'cbc',
      'gcm',
      'toString',
      '__proto__',
      'trerror_1_2_3',
      'terror_0_0_0',
      'trerror_',
      '127.0.0.1\r\nX-Evil: 1',
      '::1%eth0',
      '1.2.3.4.',
      'captcha.tencentcloudapi.com@evil.example',
      'http://127.0.0.1',
      'https://h/p?q#f',
      'h:99999',
      'DescribeCaptchaResult',
      'DescribeCaptchaMiniResult',
      '1234567891011121314151516',
      'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', '验', '\ud800', '{"a":', '['),
        fc.constantFrom(33, 97, 1025, 8193, 70000),
      )
      .map(([unit, times]) => unit.repeat(times)),
  },
);

const number = fc.oneof(fc.constantFrom(...edgeNumbers), fc.double(), fc.integer());

/** Any value at all, made later. */
export const anything = fc.oneof(
  { weight: 3, arbitrary: plain(text) },
  { weight: 2, arbitrary: plain(number) },
  { weight: 2, arbitrary: fc.constantFrom(...makers).map((make) => new Later(make, String(make))) },
  { weight: 1, arbitrary: plain(fc.uint8Array({ maxLength: 120 })) },
  {
    weight: 2,
    arbitrary: plain(
      fc.anything({
        maxDepth: 2,
        maxKeys: 6,
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
      }),
    ),
  },
  { weight: 1, arbitrary: plain(fc.constantFrom(undefined, null, true, false)) },
);

/** Several values made later, as one array of them. */
export const several = (arbitrary, constraints) =>
  fc
    .array(arbitrary, constraints)
    .map(
      (values) =>
        new Later(
          () => values.map(({ make }) => make()),
          values.map(({ label }) => label).join(', '),
        ),
    );

const getter = new Later(undefined, 'a getter that throws');
const missing = new Later(undefined, 'missing');

/**
 * An object, made later, with some of the fields honest, some hostile, some missing, one perhaps a
 * getter that throws.
 */
export function record(honest) {
  const names = Object.keys(honest);
  const field = (name) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(new Later(() => honest[name], 'honest')) },
      { weight: 3, arbitrary: anything },
      { weight: 1, arbitrary: fc.constant(getter) },
      { weight: 1, arbitrary: fc.constant(missing) },
    );
  return fc.tuple(...names.map(field)).map((fields) => {
    const make = () => {
      const made = {};
      fields.forEach((given, at) => {
        if (given === missing) return;
        const descriptor = given === getter ? { get: boom } : { value: given.make() };
        Object.assign(descriptor, { enumerable: true, configurable: true });
        Object.defineProperty(made, names[at], descriptor);
      });
      return made;
    };
    const labels = fields.map(({ label }, at) => `${names[at]}: ${label}`);
    return new Later(make, `{ ${labels.join(', ')} }`);
  });
}
