import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { visit } from '../lib/chromium.mjs';
import { www } from '../lib/prepare.mjs';

/** Tries what a policy must stop, and collects the violations that the browser reports. */
const attack = async () => {
  const violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(event.effectiveDirective);
  });
  const script = document.createElement('script');
  script.textContent = 'globalThis.broken = true';
  document.head.append(script);
  const inline = document.createElement('p');
  inline.setAttribute('style', 'color: red');
  document.body.append(inline);
  document.body.setAttribute('onclick', 'globalThis.broken = true');
  const image = document.createElement('img');
  image.src = 'https://example.invalid/x.png';
  document.body.append(image);
  const frame = document.createElement('iframe');
  frame.src = 'https://example.invalid/';
  document.body.append(frame);
  await fetch('https://example.invalid/').catch(() => {});
  // What a test evaluates may use eval; a script of the page's own origin may not.
  const own = document.createElement('script');
  own.src = './evaluates.js';
  const ran = new Promise((resolve) => own.addEventListener('load', resolve));
  document.head.append(own);
  await ran;
  inline.remove();
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    violations: [...new Set(violations)].sort(),
    ran: globalThis.ran,
    evaluated: 'evaluated' in globalThis,
    broken: 'broken' in globalThis,
  };
};

export default async function policy({ browser, demo, site, check }) {
  await check('the header and the meta tag say the same', async () => {
    const response = await fetch(demo.url);
    const header = response.headers.get('content-security-policy');
    const meta = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await response.text())[1];
    assert.equal(header, `${meta}; frame-ancestors 'none'`);
    assert.match(header, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.ok(!/unsafe-inline|'unsafe-eval'|https?:|\*|data:/.test(header));
  });
  for (const [name, url] of [['header', demo.url], ['meta tag alone', site.url]]) {
    await check(`scripts, styles and addresses that are not its own are stopped (${name})`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route('**/evaluates.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: 'globalThis.ran = true; globalThis.evaluated = (0, eval)("1 + 1");',
        }),
      );
      await page.goto(url);
      await page.locator('h1').waitFor();
      const found = await page.evaluate(attack);
      assert.deepEqual(found, {
        violations: ['connect-src', 'frame-src', 'img-src', 'script-src', 'script-src-attr', 'script-src-elem', 'style-src-attr'],
        ran: true,
        evaluated: false,
        broken: false,
      });
      await context.close();
    });
  }
  await check('nothing inline in what was built', () => {
    const html = readFileSync(join(www, 'dist', 'index.html'), 'utf8');
    assert.ok(!/<script(?![^>]*\bsrc=)/.test(html) && !/<style|\sstyle=|\son\w+=/.test(html));
    assert.ok(!/(src|href)="(\/|https?:)/.test(html), 'every address is relative');
    for (const name of readdirSync(join(www, 'dist', 'assets')).filter((n) => n.endsWith('.css'))) {
      const css = readFileSync(join(www, 'dist', 'assets', name), 'utf8');
      assert.ok(!/url\(|@import/.test(css), name);
    }
  });
  await check('the demo server answers to 127.0.0.1 only, and stays in its folder', async () => {
    const { request } = await import('node:http');
    const { port } = new URL(demo.url);
    const status = (path, host) =>
      new Promise((resolve) =>
        request({ port, host: '127.0.0.1', path, headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end(),
      );
    assert.equal(await status('/', `127.0.0.1:${port}`), 200);
    assert.equal(await status('/', 'evil.example'), 403);
    assert.equal(await status('/../csp.json', `127.0.0.1:${port}`), 404);
    assert.equal(await status('/..%2fserver/main.mjs', `127.0.0.1:${port}`), 404);
    assert.equal(await status('/%2e%2e/vite.config.ts', `127.0.0.1:${port}`), 404);
    assert.equal(await status('/api/demo/solve', `127.0.0.1:${port}`), 405);
  });
  await check('no foreign request, no console line while every panel is visited', () =>
    visit(browser, demo.url, {}, async (page) => {
      for (const name of ['Inspector', 'Phone', 'Reader', 'Code', 'Token']) {
        await page.getByRole('link', { name, exact: true }).click();
        await page.locator('h1').waitFor();
      }
    }),
  );
}
