// The reference of the package: TypeDoc finds nothing to complain of, and every example runs.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REFERENCE } from '../../docs/reference.mjs';
import { runAsModule, runInMiniProgram, runOnServer } from './lib/examples.mjs';
import { readReference } from './lib/reference.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
const items = readReference();
const callable = items.filter(({ kind }) => kind === 'function' || kind === 'class');
const types = items.filter(({ kind }) => kind === 'interface' || kind === 'type');

/** What the examples of the mini program do when a captcha is solved, closed and cannot be opened. */
const DONE_BY_CLIENT = {
  readVerifyEvent: ['submit tr0abc', 'status closed'],
  createCaptchaFlow: ['show', 'submit tr0abc', 'status passed'],
  createCaptchaInbox: ['submit tr0abc'],
  openCaptchaMiniProgram: ['warn no wx5a3a7366fd07e119'],
};

test('the reference has every entry of the package', () => {
  assert.ok(existsSync(join(REFERENCE, 'index.html')));
  const entries = ['', '/express', '/fastify', '/hono', '/koa', '/miniprogram', '/simulator', '/testing', '/web'].map((entry) => `tcaptcha-wasm${entry}`);
  assert.deepEqual([...new Set(items.map(({ module }) => module))].sort(), entries);
  assert.ok(callable.length >= 23 && types.length >= 30, `${callable.length} and ${types.length}`);
});

for (const { module, name, example } of callable) {
  test(`the example of ${name} in ${module} runs`, async () => {
    assert.ok(example, 'there is no @example');
    assert.ok(example.includes(name), 'the example does not use it');
    if (module === 'tcaptcha-wasm/web') runAsModule(example, packageFolder);
    else if (module !== 'tcaptcha-wasm/miniprogram') await runOnServer(example, packageFolder);
    else assert.deepEqual(await runInMiniProgram(example, packageFolder), DONE_BY_CLIENT[name]);
  });
}

for (const { module, name, example } of types.filter((type) => type.example)) {
  test(`the example of the type ${name} in ${module} runs`, () => runOnServer(example, packageFolder));
}

test('every public type belongs to something that has an example', () => {
  const shown = new Set(items.filter(({ example }) => example).flatMap(({ name, uses }) => [name, ...uses]));
  // What belongs to a type that is shown is shown with it.
  for (let size = 0; size !== shown.size; ) {
    size = shown.size;
    for (const { name, uses } of types) if (shown.has(name)) for (const used of uses) shown.add(used);
  }
  assert.deepEqual(types.filter(({ name }) => !shown.has(name)).map(({ name }) => name), []);
});

test('every method that a user calls, or writes, is in an example', () => {
  const code = items.map(({ example }) => example ?? '').join('\n');
  // The shapes of other people's objects, which this package calls.
  const foreign = /^(AbortSignalLike|CaptchaComponent|Cloud\w+|HeadersLike)$/;
  const own = types.filter(({ name }) => !foreign.test(name)).flatMap(({ name, methods }) => methods.map((method) => [name, method]));
  assert.ok(own.length >= 13, `only ${own.length} methods`);
  const missing = own.filter(([, method]) => !new RegExp(`\\b${method}\\(`).test(code));
  assert.deepEqual(missing, []);
});
