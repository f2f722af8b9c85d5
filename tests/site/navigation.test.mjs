// Going from page to page, as readers do: the scripts know where the site lies, too.

import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { openSite } from './lib/browser.mjs';

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

test('the scripts start with the page of an address that does not exist', async () => {
  await site.visit('404.html', { expect: '.NotFound' }, async (page) => {
    assert.ok(await page.getByText('没有这个页面').isVisible());
  });
});

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
