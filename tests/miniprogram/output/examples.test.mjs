// What holds the examples together: versions in one place, and copies that stay copies.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../../..');
const examples = join(repository, 'examples');
/** Where the example's package.json is. */
const rootOf = (name) => (name === 'plugin-native' ? join(name, 'miniprogram') : name);
const names = readdirSync(examples).filter((name) =>
  existsSync(join(examples, rootOf(name), 'package.json')),
);

const read = (...path) => readFileSync(join(...path), 'utf8');
const readJson = (...path) => JSON.parse(read(...path));

test('the examples are those that are tested here', () => {
  assert.deepEqual(names, [
    'cloud-function',
    'cloud-function-typescript',
    'cloudbase-http-function',
    'express-server',
    'http-server',
    'jump-native',
    'monitoring',
    'plugin-native',
    'plugin-taro',
    'plugin-uni-app',
    'web',
    'wx-cloud-run',
  ]);
});

for (const name of names) {
  const manifest = readJson(examples, rootOf(name), 'package.json');
  const dependencies = { ...manifest.dependencies, ...manifest.devDependencies };

  test(`${name}: versions are exact, and the package is the one of this repository`, () => {
    const version = /^version = "(.+)"$/m.exec(read(repository, 'Cargo.toml'))[1];
    assert.equal(dependencies['tcaptcha-wasm'], version);
    for (const [dependency, range] of Object.entries(dependencies)) {
      assert.match(range, /^\d+\.\d+\.\d+/, dependency);
    }
  });

  test(`${name}: the README names the vendor's page and the versions`, () => {
    const readme = read(examples, name, 'README.md');
    assert.match(readme, /https:\/\/cloud\.tencent\.com\/document\/product\/1110\/\d+/);
    assert.match(readme, /## 版本/);
    if (name.startsWith('plugin-')) assert.match(readme, /2\.1\.4/);
  });
}

for (const [name, tools] of [
  ['plugin-uni-app', 'uni-app'],
  ['plugin-taro', 'taro'],
  ['cloud-function', 'cloud'],
  ['cloud-function-typescript', 'cloud'],
  ['cloudbase-http-function', '../backends'],
  ['express-server', '../backends'],
  ['wx-cloud-run', '../backends'],
]) {
  test(`${name} is tested with the versions that it states`, () => {
    const manifest = readJson(examples, name, 'package.json');
    const tested = {
      ...readJson(repository, 'package.json').devDependencies,
      ...readJson(here, '..', tools, 'package.json').dependencies,
    };
    const stated = { ...manifest.dependencies, ...manifest.devDependencies };
    delete stated['tcaptcha-wasm'];
    for (const [dependency, version] of Object.entries(stated)) {
      assert.equal(tested[dependency], version, dependency);
    }
  });
}

test('the native examples share their backend, messages and config', () => {
  for (const file of ['backend.js', 'messages.js', 'config.js']) {
    const own = read(examples, rootOf('plugin-native'), file);
    assert.equal(read(examples, 'jump-native', file), own, file);
  }
  const { libVersion, setting } = readJson(examples, 'plugin-native/project.config.json');
  const jump = readJson(examples, 'jump-native/project.config.json');
  assert.deepEqual([jump.libVersion, jump.setting], [libVersion, setting]);
});

test('the user reads the same in every example', () => {
  const texts = [
    'plugin-native/miniprogram/messages.js',
    'plugin-uni-app/src/messages.js',
    'plugin-taro/src/messages.ts',
  ].map((file) => read(examples, file).match(/'[^']*[\u4e00-\u9fff][^']*'/g));
  assert.ok(texts[0].length >= 9);
  assert.deepEqual(texts[1], texts[0]);
  assert.deepEqual(texts[2], texts[0]);
});

test('no client logs: the vendor’s sample prints the ticket', () => {
  for (const name of ['plugin-native', 'jump-native', 'plugin-uni-app', 'plugin-taro']) {
    for (const file of readdirSync(join(examples, name), { recursive: true })) {
      if (!/\.(js|ts|tsx|vue)$/.test(file) || file.includes('node_modules')) continue;
      assert.doesNotMatch(read(examples, name, file), /console\./, `${name}/${file}`);
    }
  }
});

// page, app, backend, texts and config, without markup, comments and blank lines
const SCRIPTS = {
  'plugin-native': 'app.js config.js backend.js messages.js pages/login/login.js',
  'jump-native': 'app.js config.js backend.js messages.js pages/login/login.js',
  'plugin-uni-app': 'App.vue config.js backend.js messages.js pages/login/login.vue',
  'plugin-uni-app, Options API':
    'App.vue config.js backend.js messages.js pages/login-options/login-options.vue',
  'plugin-taro': 'app.ts config.ts backend.ts messages.ts pages/login/index.tsx',
};

for (const [title, files] of Object.entries(SCRIPTS)) {
  test(`${title}: the whole script is at most 90 lines`, () => {
    const [name] = title.split(',');
    const sources = join(examples, rootOf(name), 'src');
    const folder = existsSync(sources) ? sources : join(examples, rootOf(name));
    const lines = files.split(' ').flatMap((file) => {
      const script = scriptOf(file, read(folder, file));
      return script.split('\n').filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line));
    });
    assert.ok(lines.length > 50 && lines.length <= 90, `${lines.length} lines`);
  });
}

function scriptOf(file, text) {
  if (file.endsWith('.vue')) return /<script[^>]*>(.*?)<\/script>/s.exec(text)[1];
  return file.endsWith('.tsx') ? text.replace(/^ {2}return \($.*?^ {2}\);$/ms, '') : text;
}

test('the cloud function is at most 20 lines', () => {
  const lines = read(examples, 'cloud-function/index.js').trimEnd().split('\n');
  assert.ok(lines.length <= 20, `${lines.length} lines`);
});
