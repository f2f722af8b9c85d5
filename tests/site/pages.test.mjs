// A page of each kind in Chromium: both languages, both themes, a phone's width and a desk's.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openSite } from './lib/browser.mjs';
import { LANGUAGES, SAMPLE, THEMES, WIDTHS } from './lib/sample.mjs';

const MOST_BYTES = 150 * 1024;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

for (const { tag, folder } of LANGUAGES) {
  for (const name of SAMPLE) {
    const path = folder + name;
    test(`/${path}: loads little, from here only; accessible and never wider than the screen`, async () => {
      await site.visit(path, {}, async (page, { responses }) => {
        assert.equal(await page.locator('html').getAttribute('lang'), tag);
        const bytes = await gzippedSize(responses);
        console.log(`${(bytes / 1024).toFixed(0).padStart(4)} KB gzipped: /${path}`);
        assert.ok(bytes <= MOST_BYTES, `${bytes} bytes gzipped at first load`);
        await page.evaluate(axe);
        const wrong = [];
        for (const { width, colorScheme } of looks(tag)) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await settle(page);
          const isDark = await page.evaluate(() =>
            document.documentElement.classList.contains('dark'),
          );
          assert.equal(isDark, colorScheme === 'dark');
          const found = [...(await page.evaluate(stickingOut)), ...(await violations(page))];
          wrong.push(...found.map((one) => `${colorScheme}, ${width} px: ${one}`));
        }
        assert.deepEqual(wrong, []);
      });
    });
  }
}

/** Two of four looks, the other two in the other language; with --long all four in each. */
function looks(language) {
  const all = WIDTHS.flatMap((width) => THEMES.map((colorScheme) => ({ width, colorScheme })));
  const isEven = (width, colorScheme) =>
    (WIDTHS.indexOf(width) + THEMES.indexOf(colorScheme)) % 2 === 0;
  const isChinese = language === 'zh-CN';
  return all.filter(
    ({ width, colorScheme }) =>
      process.env.TCAPTCHA_LONG === '1' || isEven(width, colorScheme) === isChinese,
  );
}

async function gzippedSize(responses) {
  const bodies = await Promise.all(responses.map((response) => response.body()));
  assert.ok(bodies.length > 4, 'page, style and scripts were loaded');
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}

async function violations(page) {
  const { violations, passes } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  assert.ok(passes.length > 10, 'axe-core looked at the page');
  return violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    return `${id}: ${help}: ${nodes.length} ×, such as ${first.html.slice(0, 200)}: ${first.failureSummary}`;
  });
}

/** Until colours and widths are those that stay. */
const settle = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
  });

/** What is wider than the screen; what scrolls in a box of its own may be. */
const stickingOut = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map((element) => `wider than the screen: ${element.outerHTML.slice(0, 100)}`);
};
