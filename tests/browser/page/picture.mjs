// Writes docs/page.png and docs/page.zh-CN.png, the READMEs' pictures of the page:
// node tests/browser/page/picture.mjs
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { need } from '../../support/needs.mjs';
import { launchChromium } from '../chromium.mjs';
import { visit } from './lib/chromium.mjs';
import { repository } from './lib/prepare.mjs';
import { serveStatic } from './lib/servers.mjs';

mkdirSync(join(repository, 'docs'), { recursive: true });
const site = await serveStatic();
need('chinese-font');
const browser = await launchChromium();
for (const [language, name] of [['en', 'page.png'], ['zh-CN', 'page.zh-CN.png']]) {
  const path = join(repository, 'docs', name);
  const viewport = { width: 1280, height: 900 };
  await visit(browser, site.url, { viewport, language }, async (page) => {
    const bounds = await page.locator('.row-plain .part-issuedAt').boundingBox();
    await page.setViewportSize({ width: 1280, height: Math.ceil(bounds.y + 330) });
    await page.locator('.row-plain .part-issuedAt .field').hover();
    await page.waitForTimeout(300);
    await page.screenshot({ path });
  });
  console.log(`${path}: ${(statSync(path).size / 1024).toFixed(0)} KB`);
}
await browser.close();
await site.close();
