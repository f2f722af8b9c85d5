// Values that fight back: used wherever the library takes a value of unknown origin.

const boom = () => {
  throw new RangeError('thrown by the caller’s own object');
};

const TRAPS = [
  'get',
  'has',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'getPrototypeOf',
  'set',
  'defineProperty',
  'deleteProperty',
  'isExtensible',
  'preventExtensions',
  'setPrototypeOf',
  'apply',
  'construct',
];

/** A proxy of `target` whose every trap throws. */
export function throwingProxy(target) {
  const handler = {};
  for (const trap of TRAPS) handler[trap] = boom;
  return new Proxy(target, handler);
}

export function revokedProxy(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** `fields` with one of them replaced by a getter that throws. */
export function withThrowingGetter(fields, name) {
  return Object.defineProperty(Object.assign({}, fields), name, {
    get: boom,
    enumerable: true,
    configurable: true,
  });
}

export function cycle(fields) {
  const value = Object.assign({}, fields);
  value.self = value;
  return value;
}

/** Named values, none of which is an object of options or a captchaResult. */
export function hostileValues() {
  return [
    ['undefined', undefined],
    ['null', null],
    ['true', true],
    ['0', 0],
    ['NaN', NaN],
    ['a symbol', Symbol('s')],
    ['a registered symbol', Symbol.for('s')],
    ['a function', () => 1],
    ['a class', class {}],
    ['an array', []],
    ['a sparse array', new Array(5)],
    ['a Map', new Map([['ret', 2]])],
    ['a Set', new Set()],
    ['a Date', new Date(0)],
    ['an invalid Date', new Date(NaN)],
    ['a RegExp', /x/],
    ['an Error', new Error('e')],
    ['a Promise', Promise.resolve()],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a Uint8Array', new Uint8Array(8)],
    ['a Float64Array', new Float64Array(2)],
    ['a boxed number', Object(0)],
    // Node.js 8 has no BigInt, and the syntax of this file has no literal for one.
    ['a BigInt where there is one', typeof BigInt === 'function' ? BigInt(1) : Object(Symbol('s'))],
    ['a proxy whose traps throw', throwingProxy({})],
    ['a function proxy whose traps throw', throwingProxy(() => 1)],
    ['an array proxy whose traps throw', throwingProxy([])],
    ['a revoked proxy', revokedProxy({})],
    ['a revoked array proxy', revokedProxy([])],
    ['a cycle', cycle({})],
    ['toString, valueOf and toJSON that throw', { toString: boom, valueOf: boom, toJSON: boom }],
    ['Symbol.toPrimitive that throws', { [Symbol.toPrimitive]: boom }],
    ['own __proto__', JSON.parse('{"__proto__":{"ret":2}}')],
    ['an object without prototype', Object.create(null)],
    ['a lone surrogate', '\ud800'],
    ['10 MB of text', 'x'.repeat(10485760)],
    ['10 MB of Chinese', '验'.repeat(10485760)],
  ];
}
