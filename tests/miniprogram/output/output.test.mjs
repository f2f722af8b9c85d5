// Reads what the real tools built: declarations, bindings, handlers, and what must not be in there.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';

const built = process.env.TCAPTCHA_EXAMPLES;
const packageFolder = process.env.TCAPTCHA_PACKAGE;

const read = (...path) => readFileSync(join(built, ...path), 'utf8');
// strict JSON: the vendor's sample has a comment in app.json, which the developer tools refuse
const readJson = (...path) => JSON.parse(read(...path));

const PLUGIN_PAGES = JSON.parse(
  readFileSync(new URL('../lib/plugin-pages.json', import.meta.url), 'utf8'),
);
const PLUGIN_EXAMPLES = [...new Set(PLUGIN_PAGES.map(([example]) => example))];

for (const [example, page] of PLUGIN_PAGES) {
  test(`${example}: app.json declares the plugin in its current version, and the page`, () => {
    const app = readJson(example, 'app.json');
    assert.deepEqual(app.plugins, {
      captcha: { version: '2.1.4', provider: 'wx1fe8d9a3cb067a75' },
    });
    assert.ok(app.pages.includes(page));
    // the plugin does not support Skyline
    assert.notEqual(app.renderer, 'skyline');
  });

  test(`${example} ${page}: the component is declared, bound and handled`, () => {
    const json = readJson(example, `${page}.json`);
    assert.equal(json.usingComponents['t-captcha'], 'plugin://captcha/t-captcha');
    assert.notEqual(json.renderer, 'skyline');

    // Taro's pages are made of the templates in base.wxml
    const wxml = read(example, example === 'plugin-taro' ? 'base.wxml' : `${page}.wxml`);
    const tags = wxml.match(/<t-captcha\b[^>]*>/g);
    assert.ok(tags.length >= 1);
    for (const tag of tags) {
      const attributes = Object.fromEntries(
        [...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [
          name.replace(/^bind:/, 'bind'), // Vue 2 writes bind:verify
          value,
        ]),
      );
      for (const name of ['app-id', 'aid-encrypted']) assert.match(attributes[name], /^{{.+}}$/);
      for (const event of ['verify', 'close', 'error', 'ready'])
        assert.ok(attributes[`bind${event}`]);
      assert.ok(attributes.id);
    }
  });
}

test('the Vue 2 page was compiled for Vue 2', () => {
  const vendor = read('plugin-uni-app.vue2/common/vendor.js');
  assert.match(vendor, /Vue\.js v2\.|version="2\.6\.\d+"/);
  assert.match(read('plugin-uni-app.vue2/pages/login-options/login-options.wxml'), /vue-id=/);
});

test('plugin-native: what the page binds exists, as data and as handlers', () => {
  const wxml = read('plugin-native/pages/login/login.wxml');
  const page = pageOptions('plugin-native');
  const bound = [...wxml.matchAll(/{{(\w+)}}/g)].map((match) => match[1]);
  assert.ok(bound.includes('captchaAppId') && bound.includes('aidEncrypted'));
  for (const name of bound) assert.ok(name in page.data, `data has ${name}`);
  const handlers = [...wxml.matchAll(/bind\w+="(\w+)"/g)].map((match) => match[1]);
  assert.equal(handlers.length, 5);
  for (const name of handlers) assert.equal(typeof page[name], 'function', name);
});

test('jump-native: app.json lists the captcha mini program', () => {
  const { navigateToMiniProgramAppIdList } = readJson('jump-native/app.json');
  assert.deepEqual(navigateToMiniProgramAppIdList, ['wx5a3a7366fd07e119']);
});

for (const example of ['plugin-native', 'jump-native']) {
  test(`${example}: the npm build packed the helper's folder as it is, and nothing else`, () => {
    const packed = join(built, example, 'miniprogram_npm');
    assert.deepEqual(readdirSync(packed), ['tcaptcha-wasm']);
    const folder = join(packageFolder, 'miniprogram');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
      assert.deepEqual(
        readFileSync(join(packed, 'tcaptcha-wasm', name)),
        readFileSync(join(folder, name)),
        name,
      );
    }
  });
}

for (const example of [...PLUGIN_EXAMPLES, 'jump-native']) {
  test(`${example}: the built mini program has no wasm and no secret`, () => {
    const scripts = [];
    for (const file of readdirSync(join(built, example), { recursive: true })) {
      assert.notEqual(extname(file), '.wasm');
      if (extname(file) === '.js') scripts.push(read(example, file));
    }
    const all = scripts.join('\n');
    assert.match(all, /"?extraData|readVerifyEvent/);
    assert.doesNotMatch(all, /AGFzbQ|WebAssembly\.|appSecretKey|secretId|secretKey/);
  });
}

/** What a page gives to `Page`, with nothing that it requires. */
function pageOptions(example) {
  let options;
  const source = read(example, 'pages/login/login.js');
  const module = { captchaAppId: '1' };
  new Function('Page', 'require', source)(
    (given) => {
      options = given;
    },
    () => module,
  );
  return options;
}

assert.ok(existsSync(built), 'the examples are built');
