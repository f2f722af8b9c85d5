// What must hold for every framework, over the network: `[name, what it takes]`. For Node.js 8 too.

const assert = require('assert');

/** Asserts the answer to one request. */
function answered(response, status, answer) {
  assert.deepStrictEqual([response.status, response.answer], [status, answer]);
}

const MALFORMED = { status: 'rejected', reason: 'malformed' };

exports.CASES = {
  async token({ world, serve }) {
    const { send } = await serve([{ path: '/api/aidEncrypted', token: world.captcha() }]);
    const tokens = new Set();
    for (let at = 0; at < 2; at++) {
      const { status, headers, answer } = await send('POST', '/api/aidEncrypted', { json: {} });
      assert.strictEqual(status, 200);
      assert.ok(/^application\/json/.test(headers['content-type']), headers['content-type']);
      assert.strictEqual(headers['cache-control'], 'no-store');
      assert.deepStrictEqual(Object.keys(answer), ['aidEncrypted']);
      assert.ok(world.lib.inspectAid(answer.aidEncrypted, world.app).valid);
      tokens.add(answer.aidEncrypted);
    }
    assert.strictEqual(tokens.size, 2);
  },

  async passed({ guarded, world }) {
    const { seen, send } = await guarded(world.captcha());
    const { status, answer } = await send('POST', '/login', { json: { captchaResult: world.solve() } });
    assert.strictEqual(status, 200);
    assert.strictEqual(answer.status, 'passed');
    assert.strictEqual(answer.kept, 'passed');
    assert.ok(answer.requestId);
    assert.strictEqual(seen.handled.length, 1);
  },

  async rejected({ guarded, world }) {
    const { seen, send } = await guarded(world.captcha());
    const json = { captchaResult: world.solve() };
    assert.strictEqual((await send('POST', '/login', { json })).status, 200);
    const again = await send('POST', '/login', { json });
    answered(again, 403, { status: 'rejected', reason: 'replayed' });
    assert.strictEqual(again.headers['cache-control'], 'no-store');
    for (const [reason, captchaResult] of [
      ['closed', { ret: 2 }],
      ['failed', { ret: 1 }],
      ['fallback_ticket', { ret: 0, ticket: 'trerror_1001_123456789_1710144972' }],
    ]) {
      answered(await send('POST', '/login', { json: { captchaResult } }), 403, { status: 'rejected', reason });
    }
    assert.strictEqual(seen.handled.length, 1);
  },

  async unavailable({ guarded, world }) {
    const { seen, send } = await guarded(world.captcha());
    world.simulator.setFault({ kind: 'status', status: 500 });
    try {
      const response = await send('POST', '/login', { json: { captchaResult: world.solve() } });
      answered(response, 503, { status: 'unavailable', reason: 'service' });
    } finally {
      world.simulator.setFault(null);
    }
    assert.strictEqual(seen.handled.length, 0);
  },

  async 'malformed and missing result'({ guarded, world }) {
    const { seen, send } = await guarded(world.captcha());
    for (const json of [{ captchaResult: 42 }, { captchaResult: {} }, { captchaResult: null }, {}, [], { __proto__: null, other: 1 }]) {
      answered(await send('POST', '/login', { json }), 403, MALFORMED);
    }
    const deep = '{"captchaResult":'.repeat(500) + '1' + '}'.repeat(500);
    const twice = '{"captchaResult":{"ret":2,"__proto__":{"ret":0,"ticket":"t"},"ticket":{"toString":1}}}';
    const long = JSON.stringify({ captchaResult: { ret: 0, ticket: 't'.repeat(20000) } });
    for (const body of [deep, twice, long, '"text"', 'null', '{"captchaResult":"{\\"ret\\":0,\\"ret\\":1}"}']) {
      const { status } = await send('POST', '/login', { body });
      // Some parsers refuse `__proto__`, or all but objects, themselves.
      assert.ok(status === 403 || status === 400, `${status} for ${body.slice(0, 50)}`);
    }
    assert.deepStrictEqual(seen.handled, []);
    for (const error of seen.errors) assert.strictEqual(error.status || error.statusCode, 400, String(error));
  },

  async disposed({ guarded, serve, world }) {
    const captcha = world.captcha();
    const login = await guarded(captcha);
    const token = await serve([{ path: '/api/aidEncrypted', token: captcha }]);
    captcha.dispose();
    answered(await login.send('POST', '/login', { json: { captchaResult: world.solve() } }), 500, { code: 'ERR_CAPTCHA_DISPOSED' });
    answered(await token.send('POST', '/api/aidEncrypted', { json: {} }), 500, { code: 'ERR_CAPTCHA_DISPOSED' });
    for (const { seen } of [login, token]) {
      assert.ok(seen.errors.length === 1 && world.lib.isCaptchaError(seen.errors[0]), String(seen.errors[0]));
      assert.strictEqual(seen.handled.length, 0);
    }
  },

  async 'body absent, of another type, no JSON, too large'({ guarded, world, framework }) {
    const { seen, send } = await guarded(world.captcha());
    const captchaResult = world.solve();
    const text = JSON.stringify({ captchaResult });
    answered(await send('POST', '/login'), 403, MALFORMED);
    answered(await send('POST', '/login', { body: text, type: 'text/plain' }), 403, MALFORMED);
    const broken = await send('POST', '/login', { body: '{"captchaResult":' });
    assert.strictEqual(broken.status, framework.parsesItself ? 403 : 400);
    const large = JSON.stringify({ captchaResult, filler: 'x'.repeat(200 * 1024) });
    assert.strictEqual((await send('POST', '/login', { body: large })).status, 413);
    assert.strictEqual(seen.handled.length, 0);
    assert.strictEqual((await send('POST', '/login', { body: text })).status, 200, 'the same ticket passes');
  },

  async 'client gone'({ guarded, world }) {
    for (const chunked of [false, true]) {
      let decided = 0;
      const onNotPassed = () => {
        decided += 1;
        return true;
      };
      const { captcha, isAsked, ended } = world.hangingCaptcha();
      const { seen, send } = await guarded(captcha, { onNotPassed });
      const json = { captchaResult: world.solve() };
      await assertGone(send('POST', '/login', { json, chunked, hangUp: isAsked }));
      await until(() => ended.length > 0);
      assert.deepStrictEqual(ended, ['aborted']);
      // What the abort leads to has happened when another request went its whole way.
      const letIn = await send('POST', '/login', { json: { captchaResult: { ret: 2 } } });
      answered(letIn, 200, { kept: 'rejected', code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
      assert.deepStrictEqual([decided, seen.handled.length, seen.errors], [1, 1, []]);
    }
  },

  async 'client gone while a callback runs'({ guarded, world }) {
    for (const waiting of ['captchaResult', 'userIp', 'check', 'onNotPassed']) {
      const { isAsked, wait, goOn } = gate();
      const called = [];
      const callback = (name, value) => () => {
        called.push(name);
        return name === waiting ? wait().then(() => value) : value;
      };
      const outcome = { status: 'rejected', reason: 'closed', message: 'm' };
      const captcha = { check: callback('check', Promise.resolve(outcome)) };
      const { seen, send, connections } = await guarded(captcha, {
        captchaResult: callback('captchaResult', { ret: 2 }),
        userIp: callback('userIp', '203.0.113.7'),
        onNotPassed: callback('onNotPassed', true),
      });
      await assertGone(send('POST', '/login', { json: {}, hangUp: isAsked }));
      await until(() => connections() === 0);
      const before = called.slice();
      goOn();
      await send('GET', '/nowhere');
      assert.deepStrictEqual(called, before, waiting);
      assert.strictEqual(called[called.length - 1], waiting);
      assert.deepStrictEqual(seen, { handled: [], errors: [] });
    }
  },

  async 'client gone before the guard'({ serve, world, framework }) {
    const { isAsked, wait, goOn } = gate();
    const called = [];
    const options = framework.options({ captchaResult: () => called.push('captchaResult') });
    const { seen, send, connections } = await serve([{ path: '/login', wait, guards: [[world.captcha(), options]] }]);
    await assertGone(send('POST', '/login', { json: {}, hangUp: isAsked }));
    await until(() => connections() === 0);
    goOn();
    await send('GET', '/nowhere');
    assert.deepStrictEqual(called, []);
    assert.deepStrictEqual(seen, { handled: [], errors: [] });
  },

  async 'proxy: without trust nobody is believed'({ guarded, world }) {
    const { captcha, addresses } = world.addressCaptcha();
    const { send } = await guarded(captcha);
    for (const forged of ['198.51.100.1', 'no address', '']) {
      const headers = { 'x-forwarded-for': forged };
      assert.strictEqual((await send('POST', '/login', { headers, json: { captchaResult: world.solve() } })).status, 200);
    }
    assert.deepStrictEqual(addresses, ['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  },

  async 'proxy: with trust the proxy’s entry counts'({ guarded, world, framework }) {
    const ways = [{ options: { userIp: { proxies: 1 } }, trust: 0 }];
    if (!framework.hasNoTrust) ways.push({ options: {}, trust: 1 });
    for (const { options, trust } of ways) {
      const { captcha, addresses } = world.addressCaptcha();
      const { seen, send } = await guarded(captcha, options, { trust });
      const login = (forwarded) =>
        send('POST', '/login', { headers: { 'x-forwarded-for': forwarded }, json: { captchaResult: world.solve() } });
      for (const forwarded of ['203.0.113.7', '198.51.100.1, 203.0.113.7', 'no address, ::ffff:203.0.113.7']) {
        assert.strictEqual((await login(forwarded)).status, 200, forwarded);
      }
      assert.deepStrictEqual(addresses, ['203.0.113.7', '203.0.113.7', '203.0.113.7']);
      const unreadable = ['no address', '203.0.113.7, unknown', '203.0.113.7, fe80::1%eth0'];
      // Frameworks skip an empty entry.
      if (!trust) unreadable.push('203.0.113.7, ');
      for (const forwarded of unreadable) {
        answered(await login(forwarded), 400, MALFORMED);
      }
      assert.strictEqual(seen.handled.length, 3);
      assert.deepStrictEqual(seen.errors, []);
    }
  },

  async 'userIp of platforms and functions'({ guarded, world }) {
    const headers = { 'x-wx-source': 'wx_devtools', 'x-original-forwarded-for': '203.0.113.9', 'x-forwarded-for': '198.51.100.1' };
    const ways = [
      ['wx-cloud-run', headers, '203.0.113.9'],
      ['wx-cloud-run', { 'x-original-forwarded-for': '203.0.113.9' }, undefined],
      ['socket', headers, '127.0.0.1'],
      [{ proxies: 2 }, headers, undefined],
      [() => Promise.resolve('2001:db8::7'), headers, '2001:db8::7'],
      [() => undefined, headers, undefined],
      [() => 'no address', headers, undefined],
    ];
    for (const [userIp, sent, expected] of ways) {
      const { captcha, addresses } = world.addressCaptcha();
      const { seen, send } = await guarded(captcha, { userIp });
      const response = await send('POST', '/login', { headers: sent, json: { captchaResult: world.solve() } });
      assert.deepStrictEqual([response.status, addresses[0]], expected ? [200, expected] : [400, undefined]);
      assert.deepStrictEqual(seen.errors, []);
    }
  },

  async 'every method is guarded'({ guarded, world, framework }) {
    const { seen, send } = await guarded(world.captcha(), { captchaResult: framework.header('x-captcha') });
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      const response = await send(method, '/login');
      assert.strictEqual(response.status, 403, method);
      if (method !== 'HEAD') assert.deepStrictEqual(response.answer, MALFORMED);
    }
    assert.strictEqual(seen.handled.length, 0);
    const headers = { 'x-captcha': JSON.stringify(world.solve()) };
    assert.strictEqual((await send('GET', '/login', { headers })).status, 200);
  },

  async 'two mounted at once'({ serve, world, framework }) {
    const [first, second] = [world.captcha(), world.otherCaptcha()];
    const fromHeader = framework.options({ captchaResult: framework.header('x-captcha') });
    const { seen, send } = await serve([
      { path: '/first', guards: [[first, framework.options({})]] },
      { path: '/second', guards: [[second, framework.options({})]] },
      { path: '/both', guards: [[first, fromHeader], [second, framework.options({})]] },
    ]);
    const ofSecond = () => world.solve('987654321');
    assert.strictEqual((await send('POST', '/first', { json: { captchaResult: world.solve() } })).status, 200);
    assert.strictEqual((await send('POST', '/second', { json: { captchaResult: ofSecond() } })).status, 200);
    answered(await send('POST', '/second', { json: { captchaResult: world.solve() } }), 403, { status: 'rejected', reason: 'mismatch' });
    const header = () => ({ 'x-captcha': JSON.stringify(world.solve()) });
    assert.strictEqual((await send('POST', '/both', { headers: header(), json: { captchaResult: ofSecond() } })).status, 200);
    assert.strictEqual((await send('POST', '/both', { headers: header(), json: {} })).status, 403);
    assert.strictEqual((await send('POST', '/both', { json: { captchaResult: ofSecond() } })).status, 403);
    assert.strictEqual(seen.handled.length, 3);
  },

  async 'onNotPassed'({ guarded, world, framework }) {
    const outcomes = [];
    const decides = async (onNotPassed) => {
      const { seen, send } = await guarded(world.captcha(), { onNotPassed });
      const response = await send('POST', '/login', { json: { captchaResult: { ret: 2 } } });
      return { response, seen };
    };
    const letIn = await decides((outcome) => {
      outcomes.push(`${outcome.status} ${outcome.reason}`);
      return Promise.resolve(true);
    });
    answered(letIn.response, 200, { kept: 'rejected', code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
    assert.deepStrictEqual(outcomes, ['rejected closed']);
    const refused = await decides(() => false);
    answered(refused.response, 403, { status: 'rejected', reason: 'closed' });
    for (const answer of ['yes', 1, {}, undefined]) {
      assert.strictEqual((await decides(() => answer)).response.status, 403);
    }
    const own = await decides((outcome, ...args) => {
      framework.answer(...args);
      return false;
    });
    assert.deepStrictEqual([own.response.status, own.response.text], [429, 'later']);
    const failed = await decides(() => {
      throw Object.assign(new Error('failed'), { code: 'MINE' });
    });
    answered(failed.response, 500, { code: 'MINE' });
    for (const { seen } of [refused, own, failed]) assert.strictEqual(seen.handled.length, 0);
  },

  async 'what is thrown never lets anybody in'({ guarded, world }) {
    for (const thrown of [undefined, null, 'route', 'router', 0, new Error('x')]) {
      for (const name of ['captchaResult', 'userIp', 'onNotPassed']) {
        const options = { [name]: () => Promise.reject(thrown) };
        const { seen, send } = await guarded(world.captcha(), options);
        const { status } = await send('POST', '/login', { json: { captchaResult: { ret: 2 } } });
        assert.strictEqual(status, 500, `${name} threw ${thrown}`);
        assert.ok(seen.errors.length === 1 && seen.errors[0] instanceof Error);
        assert.strictEqual(seen.handled.length, 0);
      }
    }
  },

  async 'no pass without a guard, nor from Object.prototype'({ serve, guarded, world }) {
    const open = await serve([{ path: '/open', guards: [] }]);
    answered(await open.send('GET', '/open'), 200, { code: 'ERR_CAPTCHA_INVALID_ARGUMENT' });
    const passed = { status: 'passed', requestId: 'forged', ticket: 't' };
    const letIn = { captcha: passed, status: 'passed', onNotPassed: () => true, userIp: 'wx-cloud-run' };
    for (const name of Object.keys(letIn)) {
      Object.defineProperty(Object.prototype, name, { value: letIn[name], configurable: true, writable: true });
      try {
        const { seen, send } = await guarded(world.captcha());
        const { answer } = await open.send('GET', '/open');
        assert.strictEqual(answer.code, 'ERR_CAPTCHA_INVALID_ARGUMENT', name);
        answered(await send('POST', '/login', { json: { captchaResult: { ret: 2 } } }), 403, { status: 'rejected', reason: 'closed' });
        assert.strictEqual(seen.handled.length, 0);
      } finally {
        delete Object.prototype[name];
      }
    }
  },

  async 'mistakes in the options are found at once'({ face, world, framework }) {
    for (const userIp of ['sockets', { proxies: 0 }, { proxies: '1' }, {}, 7, null]) {
      assert.throws(
        () => face.requireCaptcha(world.captcha(), { userIp }),
        (error) => world.lib.isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT') && /^platform/.test(error.message),
      );
    }
    if (framework.entry === 'hono') {
      for (const options of [undefined, {}]) assert.throws(() => face.requireCaptcha(world.captcha(), options), /^CaptchaError.*: platform must be/);
    }
  },
};

/** A function that waits until it is told to go on, and a promise that it was called. */
function gate() {
  const made = {};
  const waits = new Promise((resolve) => {
    made.goOn = resolve;
  });
  made.isAsked = new Promise((resolve) => {
    made.wait = () => {
      resolve();
      return waits;
    };
  });
  return made;
}

async function assertGone(sent) {
  const end = await sent.then(() => 'answered', (error) => error.code);
  assert.strictEqual(end, 'ECONNRESET');
}

/** Waits for something that surely comes. */
async function until(isTrue) {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
