// What every backend that speaks HTTP has to do, whatever it runs on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post } from '../../frameworks/lib/running.mjs';
import { startRecorder } from '../../miniprogram/lib/vendor-recorder.mjs';
import { without } from './account.mjs';

/**
 * Registers the tests of one backend.
 *
 * - `start(t, environment)`: starts it
 * - `vendor()`, `environment()`: the simulator, and the variables of this backend
 * - `variables`: those that must be set
 * - `prefix`: a path that the platform may put before
 * - `headersOf(address)`: the headers of a request as the platform sends it
 * - `forged`: headers that a client sends itself, around the platform; `missing`: what the log names then
 */
export function httpCases(backend) {
  const {
    start,
    vendor,
    environment,
    variables,
    prefix = '',
    headersOf,
    forged,
    missing,
  } = backend;
  const USER_IP = '203.0.113.7';
  const ask = (server, path, body, headers = headersOf(USER_IP)) =>
    post(`${server.url}${path}`, body, headers);
  const solve = async (server) => {
    const issued = await ask(server, '/api/aidEncrypted', {});
    assert.equal(issued.status, 200, JSON.stringify(issued.answer));
    assert.equal(issued.headers.get('cache-control'), 'no-store');
    return vendor().solvePlugin(issued.answer.aidEncrypted);
  };

  test('token, captcha, check: passed; the same ticket: replayed; no ticket or address in the log', async (t) => {
    const server = await start(t, environment());
    const captchaResult = await solve(server);
    assert.equal(captchaResult.ret, 0, 'the vendor takes the token');
    const passed = await ask(server, '/api/check', { captchaResult });
    assert.deepEqual([passed.status, passed.answer], [200, { status: 'passed' }]);
    const replayed = await ask(server, '/api/check', { captchaResult });
    assert.deepEqual(
      [replayed.status, replayed.answer],
      [200, { status: 'rejected', reason: 'replayed' }],
    );
    await server.output(/"status":"rejected","reason":"replayed"/);
    assert.equal(await server.stop(), 0, 'SIGTERM ends it');
    assert.equal(server.printed().match(/"status":/g).length, 1, server.printed());
    assert.ok(!server.printed().includes(captchaResult.ticket));
    assert.ok(!server.printed().includes(USER_IP));
  });

  test('bad requests', async (t) => {
    const server = await start(t, environment());
    for (const [path, body, expected] of [
      ['/api/check', {}, [200, 'malformed']],
      ['/api/check', [], [200, 'malformed']],
      [`${prefix}/api/check?x=1`, {}, [200, 'malformed']],
      ['/api/check', { captchaResult: { ret: 2 } }, [200, 'closed']],
      ['/api/other', {}, [404, undefined]],
    ]) {
      const { status, answer } = await ask(server, path, body);
      assert.deepEqual([status, answer.reason], expected, `${path} ${JSON.stringify(body)}`);
    }
    const init = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${server.url}/api/check`, init);
    assert.equal(response.status, 400);
    assert.ok(!(await response.text()).includes('node_modules'), 'no stack');
    assert.ok([404, 405].includes((await fetch(`${server.url}/api/aidEncrypted`)).status));
  });

  test('the vendor is asked about the address that the platform names, never a forged one', async (t) => {
    const recorder = await startRecorder();
    t.after(recorder.close);
    const server = await start(t, { ...environment(), CAPTCHA_ENDPOINT: recorder.url });
    const check = (ticket, headers) =>
      ask(server, '/api/check', { captchaResult: { ret: 0, ticket } }, headers);
    await check('t03a', headersOf(USER_IP));
    await check('t03b', headersOf('2001:db8::7'));
    assert.deepEqual(
      recorder.asked.map(({ Ticket, UserIp }) => [Ticket, UserIp]),
      [
        ['t03a', USER_IP],
        ['t03b', '2001:db8::7'],
      ],
    );
    for (const headers of [{}, forged]) {
      const { status, answer } = await check('t03c', headers);
      assert.deepEqual([status, answer], [400, { message: 'bad request' }]);
    }
    await server.output(missing);
    assert.equal(recorder.asked.length, 2);
  });

  test('wrong API keys are an internal error; their detail is in the log only', async (t) => {
    const [name] = variables.slice(-1);
    const server = await start(t, { ...environment(), [name]: 'wrong' });
    const captchaResult = await solve(server);
    const { status, answer } = await ask(server, '/api/check', { captchaResult });
    assert.deepEqual([status, answer], [500, { message: 'internal error' }]);
    await server.output(/ERR_CAPTCHA_AUTH.*AuthFailure\.SignatureFailure/);
    assert.ok(!server.printed().includes(captchaResult.ticket));
  });

  test('each variable is named when it is not set', async (t) => {
    assert.equal(variables.length, 4);
    const starts = variables.map(async (name) => {
      const named = new RegExp(`没有设置环境变量 ${name} /`);
      await assert.rejects(start(t, without(environment(), name)), named);
    });
    await Promise.all(starts);
  });
}
