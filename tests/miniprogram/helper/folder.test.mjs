import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'acorn';
import { helperFolder, packageFolder } from './helper.mjs';

const require = createRequire(import.meta.url);
const scripts = readdirSync(helperFolder).filter((name) => name.endsWith('.js'));

test('the folder has the helper under both names, and its types', () => {
  assert.deepEqual(scripts.sort(), ['index.js', 'miniprogram.js']);
  assert.ok(existsSync(join(helperFolder, 'index.d.ts')));
  assert.equal(require(join(helperFolder, 'miniprogram.js')), require(helperFolder));
});

for (const name of scripts) {
  const source = readFileSync(join(helperFolder, name), 'utf8');

  test(`${name} is ES5`, () => {
    assert.ok(parse(source, { ecmaVersion: 5, sourceType: 'script' }));
    assert.throws(() => parse(`${source}\nconst x = y => y;`, { ecmaVersion: 5 }), SyntaxError);
  });

  test(`${name} has no wasm, no secrets, no dependencies`, () => {
    const required = [...source.matchAll(/require\(['"]([^'"]+)['"]\)/g)].map((match) => match[1]);
    assert.deepEqual(required, name === 'index.js' ? [] : ['./index.js']);
    assert.doesNotMatch(source, /WebAssembly|appSecretKey|secretKey|TextDecoder|eval\(/);
  });
}

test('package.json points the developer tools and bundlers at the folder', () => {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  assert.equal(manifest.miniprogram, 'miniprogram');
  assert.ok(manifest.exports['./miniprogram']);
});

test('an import by name finds the functions', async () => {
  const names = Object.keys(await import(join(helperFolder, 'index.js')));
  for (const name of [
    'readVerifyEvent',
    'openCaptchaMiniProgram',
    'createCaptchaInbox',
    'createCaptchaFlow',
  ]) {
    assert.ok(names.includes(name), name);
  }
});

test('the flow is at most 4 KB, as it is shipped', () => {
  const source = readFileSync(join(helperFolder, 'index.js'), 'utf8');
  const { body } = parse(source, { ecmaVersion: 5, sourceType: 'script' });
  const own = ['createCaptchaFlow', 'timeoutOf'].map((name) => {
    const { start, end } = body.find(({ id }) => id && id.name === name);
    return end - start;
  });
  const bytes = own[0] + own[1];
  assert.ok(bytes > 2000 && bytes <= 4096, `${bytes} bytes`);
});
