// What the model does not say: values, causes, defaults, misuse, memory. The orders are the model's.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createCaptchaFlow } from './helper.mjs';

const SOLVED = { detail: { ret: 0, ticket: 't03-a-ticket' } };
const settled = () => new Promise(setImmediate);

/** A page whose backend answers at once, unless `options` say otherwise. */
function openPage(options = {}) {
  const calls = [];
  const component = { show: () => calls.push('show'), refresh: () => calls.push('refresh') };
  const flow = createCaptchaFlow({
    component: () => component,
    prepare: async () => calls.push('prepare'),
    submit: async (captchaResult) => {
      calls.push(captchaResult);
      return { status: 'passed' };
    },
    passed: (answer) => answer.status === 'passed',
    ...options,
  });
  return { ...flow.handlers, run: flow.run, cancel: flow.cancel, calls };
}

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

test('prepare, show, verify, submit: passed, with the answer', async () => {
  const { run, ready, verify, close, calls } = openPage();
  const result = run();
  await settled();
  assert.deepEqual(calls, ['prepare', 'show']);
  ready();
  verify(SOLVED);
  close({ detail: { ret: 0 } });
  assert.deepEqual(await result, { status: 'passed', answer: { status: 'passed' } });
  assert.deepEqual(calls, ['prepare', 'show', SOLVED.detail]);
});

test('the backend is sent ret and ticket alone, whatever the framework’s event has', async () => {
  const { run, verify, calls } = openPage();
  const result = run();
  await settled();
  verify({ mp: { detail: { ret: 0, ticket: 't', extra: 1 } } });
  await result;
  assert.deepEqual(calls.at(-1), { ret: 0, ticket: 't' });
});

for (const [name, answered] of [
  ['false', false],
  ['undefined', undefined],
  ['1', 1],
  ['the promise of an async function', Promise.resolve(true)],
]) {
  test(`nothing but true is passed: ${name}`, async () => {
    const { run, verify, calls } = openPage({ passed: () => answered });
    const result = run();
    await settled();
    verify(SOLVED);
    assert.deepEqual(await result, { status: 'not_passed', answer: { status: 'passed' } });
    assert.equal(calls.at(-1), 'refresh');
  });
}

const failure = new Error('the cause');
const throws = () => {
  throw failure;
};
for (const [reason, options] of [
  ['prepare', { prepare: throws }],
  ['prepare', { prepare: () => Promise.reject(failure) }],
  ['no_component', { component: throws }],
  ['component', { component: () => ({ show: throws }) }],
  ['submit', { submit: throws }],
  ['submit', { submit: () => Promise.reject(failure) }],
  ['submit', { passed: throws }],
]) {
  test(`failed, ${reason}: the cause is what ${Object.keys(options)} threw`, async () => {
    const { run, verify } = openPage(options);
    const result = run();
    await settled();
    verify(SOLVED);
    assert.deepEqual(await result, { status: 'failed', reason, cause: failure });
  });
}

test('a failure without a cause has none', async () => {
  const { run } = openPage({ component: () => undefined });
  assert.deepEqual(await run(), { status: 'failed', reason: 'no_component' });
});

for (const [name, event, cause] of [
  ['native', { type: 'error', detail: { errMsg: 'config' } }, { errMsg: 'config' }],
  ['wepy', { $wx: { detail: { errMsg: 'config' } } }, { errMsg: 'config' }],
  ['the detail itself', { errMsg: 'config' }, { errMsg: 'config' }],
]) {
  test(`failed, component: the cause is the detail of the error event: ${name}`, async () => {
    const { run, error } = openPage();
    const result = run();
    await settled();
    error(event);
    assert.deepEqual(await result, { status: 'failed', reason: 'component', cause });
  });
}

test('failed, component: ret 0 without a ticket is nothing that could be submitted', async () => {
  const { run, verify, calls } = openPage();
  const result = run();
  await settled();
  verify({ detail: { ret: 0 } });
  const { reason, cause } = await result;
  assert.deepEqual([reason, cause.message], ['component', 'ret 0, but no ticket']);
  assert.deepEqual(calls, ['prepare', 'show']);
});

for (const [given, ready, event] of [
  [{}, 10_000, 300_000],
  [{ readyTimeoutMs: 20, eventTimeoutMs: 30 }, 20, 30],
]) {
  test(`the timeouts are ${ready} and ${event} ms`, async () => {
    const page = openPage(given);
    for (const [ms, reason, report] of [
      [ready, 'not_ready', () => {}],
      [event, 'no_event', page.ready],
    ]) {
      let ended;
      page.run().then((result) => {
        ended = result;
      });
      await settled();
      report();
      mock.timers.tick(ms - 1);
      await settled();
      assert.equal(ended, undefined);
      mock.timers.tick(1);
      await settled();
      assert.deepEqual(ended, { status: 'failed', reason });
    }
  });
}

test('what never settles is given up after five minutes', async () => {
  const never = () => new Promise(() => {});
  for (const reason of ['prepare', 'submit']) {
    const { run, verify } = openPage({ [reason]: never });
    const result = run();
    await settled();
    verify(SOLVED);
    mock.timers.tick(300_000);
    assert.deepEqual(await result, { status: 'failed', reason });
  }
});

test('a page that is left gets no late answer, and can run again', async () => {
  let answer;
  const submit = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const { run, verify, cancel, calls } = openPage({ submit });
  cancel(); // nothing runs yet
  const result = run();
  await settled();
  verify(SOLVED);
  cancel();
  assert.deepEqual(await result, { status: 'cancelled' });
  answer({ status: 'rejected' });
  await settled();
  assert.deepEqual(calls, ['prepare', 'show']);
  assert.notEqual(run(), result);
  await settled();
  assert.deepEqual(calls, ['prepare', 'show', 'prepare', 'show']);
  cancel();
});

test('prepare and submit are called as methods of the options', async () => {
  const options = {
    token: 't',
    component: () => ({ show() {}, refresh() {} }),
    async prepare() {
      return assert.equal(this, options);
    },
    async submit() {
      assert.equal(this, options);
    },
    passed: () => true,
  };
  const flow = createCaptchaFlow(options);
  const result = flow.run();
  await settled();
  flow.handlers.verify(SOLVED);
  assert.equal((await result).status, 'passed');
});

for (const name of ['component', 'prepare', 'submit', 'passed']) {
  test(`${name} that is no function is refused when the flow is made`, () => {
    for (const value of [undefined, null, true, {}]) {
      assert.throws(() => openPage({ [name]: value }), {
        name: 'TypeError',
        message: `${name} must be a function`,
      });
    }
  });
}

for (const name of ['readyTimeoutMs', 'eventTimeoutMs']) {
  test(`${name} that a timer would take for 1 is refused when the flow is made`, () => {
    for (const value of [0, -1, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY, '5000', null]) {
      assert.throws(() => openPage({ [name]: value }), {
        name: 'TypeError',
        message: `${name} must be 1 to 2147483647 ms, got ${value}`,
      });
    }
    openPage({ [name]: 2 ** 31 - 1 });
  });
}

test('memory is bounded, however many tickets a page submits', async () => {
  const { run, verify } = openPage({
    submit: async () => ({ status: 'passed' }),
    prepare: async () => {},
  });
  const longTicket = (n) => Buffer.alloc(4096, 120).toString() + n; // 10,000 of them: 40 MB
  const go = async (from, to) => {
    for (let n = from; n < to; n++) {
      const result = run();
      await settled();
      verify({ detail: { ret: 0, ticket: longTicket(n) } });
      await result;
    }
  };
  await go(0, 200);
  global.gc();
  const before = process.memoryUsage().heapUsed;
  await go(200, 10_200);
  global.gc();
  const grown = process.memoryUsage().heapUsed - before;
  assert.ok(grown < 4_000_000, `${grown} bytes are held`);
});
