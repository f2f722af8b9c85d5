import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import fc from 'fast-check';
import { loadInEs5 } from './es5-context.mjs';
import { helperFolder } from './helper.mjs';

const { holdToModel } = createRequire(import.meta.url)('../lib/flow-model.cjs');

const timers = new Set();
const { exports, evaluate } = loadInEs5(join(helperFolder, 'index.js'), {
  setTimeout(callback, ms) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      callback();
    }, ms);
    timers.add(timer);
    return timer;
  },
  clearTimeout(timer) {
    timers.delete(timer);
    clearTimeout(timer);
  },
});

test('the context has ES5 and a Promise, and nothing else', () => {
  for (const name of [
    'Map',
    'Symbol',
    'Proxy',
    'Reflect',
    'WeakMap',
    'console',
    'wx',
    'globalThis',
  ]) {
    assert.equal(evaluate(`typeof ${name}`), 'undefined', name);
  }
  for (const method of [
    'Object.assign',
    '[].includes',
    '[].find',
    '"".startsWith',
    'Array.from',
    'Promise.prototype.finally',
  ]) {
    assert.equal(evaluate(`typeof ${method}`), 'undefined', method);
  }
});

test('a run is a promise of the platform', async () => {
  const flow = exports.createCaptchaFlow({
    component: () => null,
    prepare: async () => {},
    submit: async () => {},
    passed: () => true,
  });
  const run = flow.run();
  assert.equal(Object.getPrototypeOf(run), evaluate('Promise.prototype'));
  assert.deepEqual({ ...(await run) }, { status: 'failed', reason: 'no_component' });
});

test('10,000 random orders in a bare ES5 context', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let handlers;
  try {
    await holdToModel(
      fc,
      {
        createFlow({ find, show, refresh, ...options }) {
          const component = { show, refresh };
          const flow = exports.createCaptchaFlow({ ...options, component: () => find(component) });
          handlers = flow.handlers;
          return flow;
        },
        raise: (type, detail) => handlers[type]({ type, detail }),
        wait: (ms) => mock.timers.tick(ms),
        timers: () => timers.size,
        settled: () => new Promise(setImmediate),
      },
      10_000,
    );
  } finally {
    mock.timers.reset();
  }
});
