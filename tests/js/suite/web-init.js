// ./web before, during and after init. Must run before anything initializes `web`.

import { equal, ok, throwsCaptcha, checkCaptchaError } from './assert.js';

const INPUTS_THAT_FAIL = [
  ['bytes that are no wasm', () => Uint8Array.of(1, 2, 3, 4)],
  ['empty bytes', () => new Uint8Array(0)],
  ['a wasm without the exports', () => Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)],
  ['a number', () => 5],
  ['an object', () => ({})],
  ['a promise that rejects', () => Promise.reject(new Error('gone'))],
];

/**
 * @param source `bytes()` and `module()` of tcaptcha.wasm; `url` where it can be fetched, else null;
 *   `missingUrl` gives 404; `fresh()` gives another uninitialized copy of ./web, or null
 */
export function registerWebInit(test, web, source) {
  const options = { captchaAppId: '1', appSecretKey: 'key' };
  const callsOf = (lib) => [
    ['encryptAid', () => lib.encryptAid(options)],
    ['createAidEncryptor', () => lib.createAidEncryptor(options)],
    ['inspectAid', () => lib.inspectAid('AAAA', options)],
    ['parseCaptchaResult', () => lib.parseCaptchaResult({ ret: 2 })],
    ['readShowOptions', () => lib.readShowOptions({ scene: 1 })],
  ];

  for (const [name, call] of callsOf(web)) {
    test('web: ' + name + ' before init is ERR_CAPTCHA_NOT_INITIALIZED', () => {
      throwsCaptcha(web, call, { code: 'ERR_CAPTCHA_NOT_INITIALIZED', names: ['init'] });
    });
  }

  test('web: init is the default export too', () => {
    equal(typeof web.init, 'function');
    equal(web.default, web.init);
    equal(typeof web.initSync, 'function');
  });

  async function failsToInit(lib, start) {
    let error = null;
    try {
      await start();
    } catch (thrown) {
      error = thrown;
    }
    ok(error !== null, 'init did not fail');
    checkCaptchaError(lib, error, { code: 'ERR_CAPTCHA_INIT_FAILED' });
    throwsCaptcha(lib, () => lib.encryptAid(options), { code: 'ERR_CAPTCHA_NOT_INITIALIZED', names: ['init'] });
  }

  for (const [name, input] of INPUTS_THAT_FAIL) {
    test('web: init of ' + name + ' is ERR_CAPTCHA_INIT_FAILED', () => failsToInit(web, () => web.init(input())));
  }
  for (const [name, input] of INPUTS_THAT_FAIL.slice(0, 5)) {
    test('web: initSync of ' + name + ' is ERR_CAPTCHA_INIT_FAILED', () => failsToInit(web, () => web.initSync(input())));
  }
  const remote = (name, fn) => (source.url === null ? test.absent(name, 'nothing to fetch here') : test(name, fn));
  remote('web: init of an address that gives 404 is ERR_CAPTCHA_INIT_FAILED',
    () => failsToInit(web, () => web.init(source.missingUrl)));
  remote('web: init of an address that nobody answers is ERR_CAPTCHA_INIT_FAILED',
    () => failsToInit(web, () => web.init('http://127.0.0.1:1/tcaptcha.wasm')));

  test('web: a later init succeeds after all that', async () => {
    await web.init(source.url === null ? await source.module() : undefined);
    for (const [name, call] of callsOf(web)) ok(call() !== undefined, name);
  });

  test('web: init again is harmless and keeps what was made before', async () => {
    const encryptor = web.createAidEncryptor(options);
    await Promise.all([web.init(), web.init()]);
    await web.init(await source.bytes());
    web.initSync(await source.bytes());
    ok(encryptor.encrypt());
    encryptor.dispose();
  });

  const inputs = [
    ['bytes', false, () => source.bytes()],
    ['an ArrayBuffer', false, async () => (await source.bytes()).slice().buffer],
    ['a WebAssembly.Module', false, () => source.module()],
    ['an address as text', true, () => source.url],
    ['a URL', true, () => new URL(source.url)],
    ['a Response', true, () => fetch(source.url)],
    ['a promise of a Response', true, () => ({ promise: fetch(source.url) })],
    ['nothing', true, () => undefined],
  ];
  for (const [name, needsUrl, input] of inputs) {
    const title = 'web: init of ' + name;
    if (source.fresh === null || (needsUrl && source.url === null)) {
      test.absent(title, 'one copy of ./web only, or nothing to fetch here');
      continue;
    }
    test(title, async () => {
      const lib = await source.fresh();
      const given = await input();
      await lib.init(given && given.promise ? given.promise : given);
      ok(lib.encryptAid(options));
    });
  }
  for (const [name, input] of [['bytes', () => source.bytes()], ['a WebAssembly.Module', () => source.module()]]) {
    const title = 'web: initSync of ' + name;
    if (source.fresh === null) {
      test.absent(title, 'one copy of ./web only');
      continue;
    }
    test(title, async () => {
      const lib = await source.fresh();
      lib.initSync(await input());
      ok(lib.encryptAid(options));
    });
  }
}
