// Assertions for runtimes that have no node:assert.

export function fail(message) {
  throw new Error(message);
}

export function ok(value, message) {
  if (!value) fail(message);
}

export function equal(actual, expected, message) {
  if (!Object.is(actual, expected)) {
    fail((message || 'values differ') + ': got ' + show(actual) + ', expected ' + show(expected));
  }
}

/** Equal as plain data: the same own keys (none of them `undefined`) and plain objects all the way. */
export function deepEqual(actual, expected, message) {
  const where = firstDifference(actual, expected, '');
  if (where !== null) {
    fail(
      (message || 'differs') +
        ' at ' +
        (where || 'the top') +
        ': got ' +
        show(actual) +
        ', expected ' +
        show(expected),
    );
  }
}

function firstDifference(actual, expected, path) {
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(actual, expected) ? null : path;
  }
  if (typeof actual !== 'object' || actual === null) return path;
  if (Array.isArray(actual) !== Array.isArray(expected)) return path;
  if (!Array.isArray(actual) && Object.getPrototypeOf(actual) !== Object.prototype) return path;
  const keys = Object.keys(expected);
  const extra = Reflect.ownKeys(actual).filter((key) => !keys.includes(key) && key !== 'length');
  if (extra.length > 0) return path + '.' + String(extra[0]);
  for (const key of keys) {
    if (!Object.prototype.hasOwnProperty.call(actual, key)) return path + '.' + key;
    const where = firstDifference(actual[key], expected[key], path + '.' + key);
    if (where !== null) return where;
  }
  return null;
}

/** What `fn` throws; fails when it returns. */
export function thrownBy(fn, message) {
  let returned;
  try {
    returned = fn();
  } catch (error) {
    return error;
  }
  return fail((message || 'nothing was thrown') + ': returned ' + show(returned));
}

export function show(value) {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 200 ? value.slice(0, 200) + '…' : value);
  }
  if (typeof value === 'object' && value !== null) {
    try {
      return JSON.stringify(value);
    } catch (_) {
      return 'an object';
    }
  }
  return String(value);
}

const DOCUMENTED_CODES = [
  'ERR_CAPTCHA_INVALID_ARGUMENT',
  'ERR_CAPTCHA_INVALID_KEY',
  'ERR_CAPTCHA_INVALID_RESULT',
  'ERR_CAPTCHA_CREDENTIALS',
  'ERR_CAPTCHA_AUTH',
  'ERR_CAPTCHA_REQUEST',
  'ERR_CAPTCHA_RANDOM',
  'ERR_CAPTCHA_NOT_INITIALIZED',
  'ERR_CAPTCHA_INIT_FAILED',
  'ERR_CAPTCHA_DISPOSED',
];

/**
 * Holds an error to the library's rules: its class, its code, and a message that reads as the
 * documentation promises and carries none of the `secrets`.
 *
 * @param expected `code`: one code or several that are allowed; `names`: arguments, of which the
 *   message must name one
 */
export function checkCaptchaError(lib, error, expected, secrets) {
  ok(error instanceof Error, 'not an Error: ' + show(error));
  ok(error instanceof lib.CaptchaError, 'not a CaptchaError: ' + error.name + ': ' + error.message);
  equal(error.name, 'CaptchaError', 'name of the error');
  ok(DOCUMENTED_CODES.includes(error.code), 'undocumented code ' + show(error.code));
  const codes = [].concat(expected.code);
  ok(
    codes.includes(error.code),
    'code ' + error.code + ', expected ' + codes.join(' or ') + ' (' + error.message + ')',
  );
  ok(lib.isCaptchaError(error), 'isCaptchaError(e) is false');
  ok(lib.isCaptchaError(error, error.code), 'isCaptchaError(e, code) is false');
  checkMessage(error.message, expected.names, secrets);
}

/** A message: lower case unless it starts with an argument's name, no final period, no secret. */
export function checkMessage(message, names, secrets) {
  equal(typeof message, 'string', 'type of the message');
  ok(message.length > 0 && message.length <= 400, 'message of ' + message.length + ' characters');
  ok(
    /^[a-z`'"$]|^(AppSecretKey|CaptchaAppId|WebAssembly|JSON)\b/.test(message),
    'message starts with a capital: ' + message,
  );
  ok(!/[.!。]$/.test(message), 'message ends like a sentence: ' + message);
  if (names) {
    ok(
      names.some((name) =>
        new RegExp('(^|[^A-Za-z0-9_])' + name + '([^A-Za-z0-9_]|$)').test(message),
      ),
      'message names none of ' + names.join(', ') + ': ' + message,
    );
  }
  for (const secret of secrets || []) {
    ok(!message.includes(secret), 'a secret is in the message: ' + message);
  }
}

export function throwsCaptcha(lib, fn, expected, secrets) {
  checkCaptchaError(lib, thrownBy(fn), expected, secrets);
}
