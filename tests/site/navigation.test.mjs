// Going from page to page, as readers do: the scripts know where the site lies, too.

import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { openSite } from './lib/browser.mjs';
import { serveSite } from './lib/serve.mjs';

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

test('every page of the menu can be reached from a page that is some folders deep', async () => {
  await site.visit('guide/cloud-function.html', {}, async (page) => {
    const links = page.locator('.VPSidebar a');
    const count = await links.count();
    assert.ok(count > 25, `only ${count} pages in the menu`);
    for (let at = 0; at < count; at += 1) {
      const href = await links.nth(at).evaluate((link) => link.href);
      await links.nth(at).click();
      await page.waitForURL(href);
      await page.locator('.VPDoc h1').waitFor();
      assert.ok(href.startsWith(site.url), href);
      assert.equal(await page.locator('.NotFound').count(), 0, href);
    }
  });
});

test('the other language is one click away, on the same page', async () => {
  await site.visit('production/doctor.html', {}, async (page) => {
    await page.locator('.VPNavBarTranslations button').hover();
    await page.locator('.VPNavBarTranslations').getByText('English').click();
    await page.waitForURL(`${site.url}en/production/doctor.html`);
    await page.waitForFunction(() => document.documentElement.lang === 'en');
  });
});

test('the playground works below the site', async () => {
  for (const [path, name] of [
    ['', '演示'],
    ['en/', 'Playground'],
  ]) {
    await site.visit(path, {}, async (page) => {
      await page.locator('.VPNavBarMenu').getByText(name).click();
      await page.waitForURL(`${site.url}playground/`);
      await page.locator('#app h1').waitFor();
    });
  }
});

for (const prefix of ['/', '/docs/', '/some/path/']) {
  for (const [path, text] of [
    ['nope', '没有这个页面'],
    ['guide/nope', '没有这个页面'],
    ['en/guide/deeper/nope.html?x=1#y', 'Page not found'],
  ]) {
    test(`${prefix}${path}: an address that does not exist has the site's style and menu`, async () => {
      const server = await serveSite(prefix);
      const context = await site.browser.newContext();
      try {
        const page = await context.newPage();
        const answer = await page.goto(server.url + path);
        assert.equal(answer.status(), 404);
        await page.locator('.NotFound').getByText(text).waitFor();
        const nav = page.locator('.VPNav');
        assert.equal(await nav.evaluate((element) => getComputedStyle(element).position), 'fixed');
        await page.locator('.NotFound a').click();
        await page.waitForURL(server.url + (path.startsWith('en/') ? 'en/' : ''));
        await page.locator('.VPDoc h1').waitFor();
      } finally {
        await context.close();
        await server.close();
      }
    });
  }
}

test('how soon a page is usable with a processor 4 times slower (printed)', async () => {
  const client = await site.browser.newContext();
  const page = await client.newPage();
  const session = await client.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const start = Date.now();
  await page.goto(`${site.url}guide/cloud-function.html`);
  // Vue has taken over the page when the search answers.
  await page.locator('.DocSearch-Button').first().click();
  await page.locator('.search-input').waitFor();
  console.log(`${Date.now() - start} ms until the search is open, 4× slower`);
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0].startTime,
  );
  console.log(`${paint.toFixed(0)} ms until something is on the screen, 4× slower`);
  await client.close();
});
