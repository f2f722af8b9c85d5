// The demo serves the site beside its page: what `cargo xtask demo` leads to.

import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { startDemo } from '../browser/page/lib/servers.mjs';

test('the demo serves the documentation below /docs/, and its own page as the playground', async () => {
  const demo = await startDemo();
  try {
    const get = (path) => fetch(new URL(path, demo.url), { redirect: 'manual' });
    for (const [path, lang] of [
      ['docs/', 'zh-CN'],
      ['docs/en/errors.html', 'en'],
    ]) {
      const response = await get(path);
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get('content-security-policy'), /frame-ancestors 'none'/);
      const html = await response.text();
      assert.ok(html.includes(`<html lang="${lang}"`), path);
      const [, script] = /<script type="module" src="([^"]+)"/.exec(html);
      assert.equal((await get(new URL(script, new URL(path, demo.url)))).status, 200, script);
    }
    for (const [path, location] of [
      ['docs', '/docs/'],
      ['docs/playground/', '/'],
    ]) {
      const response = await get(path);
      assert.equal(response.status, 302, path);
      assert.equal(response.headers.get('location'), location);
    }
    for (const path of ['docs/nothing.html', 'docs/guide/nothing']) {
      const nothing = await get(path);
      assert.equal(nothing.status, 404, path);
      assert.match(await nothing.text(), /<html /, 'the page of the site for what is not there');
    }
    assert.equal(await (await get('docs/nothing.js')).text(), 'not found\n');
    assert.equal((await get('docs/..%2f..%2fCargo.toml')).status, 404);
  } finally {
    await demo.close();
  }
});
