// Writes docs/page.png, the README's picture of the page: node tests/browser/page/picture.mjs
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './lib/browsers.mjs';
import { launchChromium, visit } from './lib/chromium.mjs';
import { repository } from './lib/prepare.mjs';
import { serveStatic } from './lib/servers.mjs';

const path = join(repository, 'docs', 'page.png');
mkdirSync(join(repository, 'docs'), { recursive: true });
const site = await serveStatic();
const browser = await launchChromium(findChromium().path);
await visit(browser, site.url, { viewport: { width: 1280, height: 900 } }, async (page) => {
  const bounds = await page.locator('.row-plain .part-issuedAt').boundingBox();
  await page.setViewportSize({ width: 1280, height: Math.ceil(bounds.y + 330) });
  await page.locator('.row-plain .part-issuedAt .field').hover();
  await page.waitForTimeout(300);
  await page.screenshot({ path });
});
await browser.close();
await site.close();
console.log(`${path}: ${(statSync(path).size / 1024).toFixed(0)} KB`);
