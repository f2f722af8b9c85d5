// Hostile values through every public function: each gives a value or a documented CaptchaError,
// none traps the wasm, none makes its memory grow, and the next honest call is right.
//
// TCAPTCHA_VALUES says how many values (20,000 when left out), TCAPTCHA_SEED repeats a run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anything, record, text } from './lib/hostile.mjs';
import { asyncSurfaces } from './lib/async-surfaces.mjs';
import { covered, surfaces } from './lib/surfaces.mjs';
import { exercise, honestCallsAreRight } from './lib/honest.mjs';
import { lib, memoryOf, miniprogram, simulator, testing } from './lib/package.mjs';

const values = Number(process.env.TCAPTCHA_VALUES ?? 20_000);
const seed = Number(process.env.TCAPTCHA_SEED ?? Date.now() % 2 ** 31);
console.log(`${values} values, TCAPTCHA_SEED=${seed}`);

/** Planted in honest options; no message and no error may show it. */
const SECRETS = /1234567891011121314151516|kV8sWq2ZrT5nXb7LmD3pYc9HgJ4fRu6E/;

let calls = 0;
const isTrap = (thrown) => thrown instanceof WebAssembly.RuntimeError;

/** What was thrown is documented: a CaptchaError with one of the codes, which says something. */
function documented(surface, thrown) {
  if (surface.throws === 'misuse' && thrown instanceof Error && !isTrap(thrown)) return;
  const allowed = surface.throws ?? [];
  const isOurs = thrown instanceof lib.CaptchaError && lib.isCaptchaError(thrown);
  const code = isOurs ? thrown.code : undefined;
  if (!isOurs || !allowed.includes(code)) {
    let shown = 'something that cannot be shown';
    try {
      shown = thrown instanceof Error ? thrown.stack : String(thrown);
    } catch {}
    assert.fail(`${surface.name} threw ${code ?? ''} ${shown}`);
  }
  assert.match(thrown.message, /\S/);
  // A message may name what the caller's own value was, but never a secret.
  assert.doesNotMatch(`${thrown.message}${thrown.stack}`, SECRETS, surface.name);
}

function runs(surface, value) {
  calls += 1;
  let result;
  try {
    result = surface.call(value);
  } catch (thrown) {
    documented(surface, thrown);
    return;
  }
  surface.check?.(result);
}

async function runsAsync(surface, value) {
  calls += 1;
  let result;
  try {
    result = await surface.call(value);
  } catch (thrown) {
    documented(surface, thrown);
    return;
  }
  surface.check?.(result);
}

test('every public function is among those that are attacked', () => {
  const names = (from) => Object.keys(from).filter((name) => typeof from[name] === 'function');
  const all = [lib, testing, simulator, miniprogram].flatMap(names);
  assert.deepEqual([...new Set(all)].sort(), [...covered].sort());
});

// What the longest honest inputs take is taken before the memory is measured.
exercise();
const pages = () => memoryOf(lib).buffer.byteLength / 65_536;
const warm = pages();

const share = (surface) => Math.ceil(values * (surface.share ?? 1));
const settings = (surface) => ({ numRuns: share(surface), seed });

for (const surface of surfaces) {
  test(`${surface.name}: ${share(surface)} values`, () => {
    let count = 0;
    const arbitrary = surface.arbitrary ?? fc.oneof(anything, record(surface.honest));
    fc.assert(
      fc.property(arbitrary, (value) => {
        runs(surface, value.make());
        count += 1;
        if (count % 97 === 0) honestCallsAreRight();
      }),
      settings(surface),
    );
    honestCallsAreRight();
    assert.equal(pages(), warm, `${surface.name} made the wasm memory grow`);
  });
}

for (const surface of asyncSurfaces) {
  test(`${surface.name}: ${share(surface)} values`, async () => {
    let count = 0;
    const arbitrary = surface.arbitrary ?? fc.oneof(anything, record(surface.honest));
    await fc.assert(
      fc.asyncProperty(arbitrary, async (value) => {
        await runsAsync(surface, value.make());
        count += 1;
        if (count % 97 === 0) honestCallsAreRight();
      }),
      settings(surface),
    );
    honestCallsAreRight();
    assert.equal(pages(), warm, `${surface.name} made the wasm memory grow`);
  });
}

test('a value and its JSON text are read alike by parseCaptchaResult', () => {
  fc.assert(
    fc.property(text, (json) => {
      let value;
      try {
        value = JSON.parse(json);
      } catch {
        return;
      }
      if (typeof value === 'string' || json.length > 65_536) return;
      const of = (input) => {
        try {
          return lib.parseCaptchaResult(input);
        } catch (error) {
          return error.message;
        }
      };
      // Written anew: a name that comes twice in a text is refused, and an object cannot have one.
      assert.deepEqual(of(JSON.stringify(value)), of(value));
    }),
    { numRuns: values, seed },
  );
});

test('how many calls there were', (t) => {
  t.diagnostic(`${calls} hostile calls; the wasm memory stayed at ${warm} pages`);
  assert.ok(calls >= values * surfaces.length * 0.1);
});
