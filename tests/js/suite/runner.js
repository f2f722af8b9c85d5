// A test runner for every runtime, Node.js 8.9.4 and workerd included: node:test is in neither.

/**
 * Collects tests and runs them one after the other.
 *
 * @returns `test(name, fn)`, with `test.absent(name, reason)` for a test that has no meaning in this
 *   runtime, and `run()`, which never rejects and accounts for every test that was registered
 */
export function createRunner() {
  const tests = [];
  const absent = [];
  const names = new Set();

  function claim(name) {
    if (names.has(name)) throw new Error('two tests are called: ' + name);
    names.add(name);
  }

  function test(name, fn) {
    claim(name);
    tests.push({ name, fn });
  }

  test.absent = (name, reason) => {
    claim(name);
    absent.push({ name, reason });
  };

  async function run() {
    const failures = [];
    const started = Date.now();
    for (const one of tests) {
      try {
        await one.fn();
      } catch (error) {
        failures.push({ name: one.name, message: describeError(error) });
      }
    }
    return {
      total: tests.length,
      passed: tests.length - failures.length,
      failures,
      absent,
      names: Array.from(names),
      ms: Date.now() - started,
    };
  }

  return { test, run };
}

function describeError(error) {
  if (error instanceof Error) return String(error.stack || error.name + ': ' + error.message);
  return 'thrown: ' + String(error);
}
