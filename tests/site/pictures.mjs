// Pictures of a sample of pages, to look at: node tests/site/pictures.mjs [PAGE …]
// In target/screenshots/site/, both languages and themes, 360 and 1,440 px wide.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withChromium } from '../browser/chromium.mjs';
import { root } from '../support/npm.mjs';
import { LANGUAGES, SAMPLE, THEMES, WIDTHS } from './lib/sample.mjs';
import { serveSite } from './lib/serve.mjs';

const folder = join(root, 'target/screenshots/site');
mkdirSync(folder, { recursive: true });
const pages = process.argv.length > 2 ? process.argv.slice(2) : SAMPLE;

const server = await serveSite();
await withChromium(async (browser) => {
  for (const language of LANGUAGES) {
    for (const colorScheme of THEMES) {
      for (const width of WIDTHS) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        for (const name of pages) {
          const answer = await page.goto(`${server.url}${language.folder}${name}`);
          if (!answer.ok())
            throw new Error(`${name}: ${answer.status()}; a page is called guide/web.html`);
          await page.waitForLoadState('networkidle');
          const file = `${name.replace(/\W+/g, '-') || 'index'}.${language.tag}.${colorScheme}.${width}.png`;
          await page.screenshot({ path: join(folder, file) });
        }
        await context.close();
      }
    }
  }
});
await server.close();
console.log(folder);
