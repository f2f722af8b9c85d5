// The site in Chromium, some folders deep on a server of its own, watched.

import { strict as assert } from 'node:assert';
import { launchChromium } from '../../browser/chromium.mjs';
import { serveSite } from './serve.mjs';

/** Starts server and browser; `visit` opens a page, gives it to `work` and says what was wrong with it. */
export async function openSite() {
  const server = await serveSite();
  const browser = await launchChromium();
  return {
    url: server.url,
    browser,
    async visit(path, { expect = '.VPDoc h1', ...options }, work) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(60_000);
        const watched = watch(page, server.url);
        await page.goto(server.url + path);
        await page.locator(expect).waitFor();
        await page.waitForLoadState('networkidle');
        await work(page, watched);
        assert.deepEqual(watched.complaints, []);
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** What a page asks for, and everything that it should not do. */
function watch(page, url) {
  const complaints = [];
  const responses = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !address.startsWith('data:'))
      complaints.push(`outside: ${address}`);
  });
  page.on('response', (response) => {
    responses.push(response);
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return { complaints, responses };
}
