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
 * @param source what this runtime has: `module()` of tcaptcha.wasm; `bytes()` of it where bytes may be
 *   compiled, else null; `url` where it can be fetched, else null; `missingUrl` gives 404;
 *   `fetchesBesideItself`: whether init() finds the file by itself; `fresh()` gives another
 *   uninitialized copy of ./web, or null
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
    throwsCaptcha(lib, () => lib.encryptAid(options), {
      code: 'ERR_CAPTCHA_NOT_INITIALIZED',
      names: ['init'],
    });
  }

  for (const [name, input] of INPUTS_THAT_FAIL) {
    test('web: init of ' + name + ' is ERR_CAPTCHA_INIT_FAILED', () =>
      failsToInit(web, () => web.init(input())),
    );
  }
  for (const [name, input] of INPUTS_THAT_FAIL.slice(0, 5)) {
    test('web: initSync of ' + name + ' is ERR_CAPTCHA_INIT_FAILED', () =>
      failsToInit(web, () => web.initSync(input())),
    );
  }
  const remote = (name, fn) =>
    source.url === null ? test.absent(name, 'nothing to fetch here') : test(name, fn);
  remote('web: init of an address that gives 404 is ERR_CAPTCHA_INIT_FAILED', () =>
    failsToInit(web, () => web.init(source.missingUrl)),
  );
  remote('web: init of an address that nobody answers is ERR_CAPTCHA_INIT_FAILED', () =>
    failsToInit(web, () => web.init('http://127.0.0.1:1/tcaptcha.wasm')),
  );

  test('web: a later init succeeds after all that', async () => {
    await web.init(source.fetchesBesideItself ? undefined : await source.module());
    for (const [name, call] of callsOf(web)) ok(call() !== undefined, name);
  });

  test('web: init again is harmless and keeps what was made before', async () => {
    const encryptor = web.createAidEncryptor(options);
    await Promise.all([web.init(), web.init()]);
    await web.init(await source.module());
    web.initSync(await source.module());
    ok(encryptor.encrypt());
    encryptor.dispose();
  });

  const concurrent =
    'web: init twice at once loads one instance, initSync meanwhile is ERR_CAPTCHA_INIT_FAILED';
  if (source.fresh === null) {
    test.absent(concurrent, 'one copy of ./web only');
  } else {
    test(concurrent, async () => {
      const lib = await source.fresh();
      const module = await source.module();
      const first = lib.init(Promise.resolve(module));
      throwsCaptcha(lib, () => lib.initSync(module), { code: 'ERR_CAPTCHA_INIT_FAILED' });
      const second = lib.init(module);
      await Promise.race([first, second]);
      const encryptor = lib.createAidEncryptor(options);
      await Promise.all([first, second]);
      lib.initSync(module);
      equal(lib.inspectAid(encryptor.encrypt(), options).valid, true);
      encryptor.dispose();
    });
  }

  const some = source.bytes !== null;
  const remoteToo = source.url !== null;
  const inputs = [
    ['init', 'bytes', some, () => source.bytes()],
    ['init', 'an ArrayBuffer', some, async () => (await source.bytes()).slice().buffer],
    ['init', 'a WebAssembly.Module', true, () => source.module()],
    ['init', 'an address as text', remoteToo, () => source.url],
    ['init', 'a URL', remoteToo, () => new URL(source.url)],
    ['init', 'a Response', remoteToo, () => fetch(source.url)],
    ['init', 'a promise of a Response', remoteToo, () => ({ promise: fetch(source.url) })],
    ['init', 'nothing: the file beside it', source.fetchesBesideItself, () => undefined],
    ['initSync', 'bytes', some, () => source.bytes()],
    ['initSync', 'a WebAssembly.Module', true, () => source.module()],
  ];
  for (const [method, name, there, input] of inputs) {
    const title = 'web: ' + method + ' of ' + name;
    if (!there || source.fresh === null) {
      test.absent(title, 'this runtime cannot give it to a copy of ./web of its own');
      continue;
    }
    test(title, async () => {
      const lib = await source.fresh();
      const given = await input();
      await lib[method](given && given.promise ? given.promise : given);
      ok(lib.encryptAid(options));
    });
  }
}
