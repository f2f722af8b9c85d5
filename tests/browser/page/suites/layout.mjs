import { strict as assert } from 'node:assert';
import { languages, panels, visit } from '../lib/chromium.mjs';

const widths = [320, 360, 414, 600, 768, 800, 900, 1024, 1120, 1280, 1440, 1920];

/** What sticks out of the page to the right, if anything does. */
const overflow = () => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > limit + 1)
    .map((e) => e.outerHTML.slice(0, 100));
};

/** Letters that are cut off: a text that is wider or higher than the box that hides the rest. */
const clipped = () =>
  [...document.querySelectorAll('main button, main .button, nav a, h1, h2, h3')]
    .filter((e) => e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0)
    .map((e) => e.outerHTML.slice(0, 100));

export default async function layout({ browser, demo, check }) {
  for (const language of languages) {
    for (const panel of panels) {
      await check(`${language}, ${panel}: no horizontal scroll, nothing cut off, ${widths[0]} to ${widths.at(-1)} px`, () =>
        visit(browser, demo.url, { language, panel }, async (page) => {
          if (panel === 'phone') {
            await page.locator('.mishaps button').nth(3).click();
            await page.locator('.step.bad').waitFor();
            await page.locator('.step button').nth(6).click();
          }
          for (const width of widths) {
            await page.setViewportSize({ width, height: 800 });
            await page.waitForTimeout(60);
            assert.deepEqual(await page.evaluate(overflow), [], `${width} px`);
            assert.equal(
              await page.evaluate(
                () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
              ),
              true,
              `${width} px`,
            );
            assert.deepEqual(await page.evaluate(clipped), [], `${width} px`);
          }
        }),
      );
    }
  }
  await check('the picture is drawn for every width, and stays inside', () =>
    visit(browser, demo.url, {}, async (page) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForFunction(() => {
          const right = (e) => e.getBoundingClientRect().right;
          const inner = Math.max(...[...document.querySelectorAll('.picture .band')].map(right));
          const outer = right(document.querySelector('.picture-host'));
          return inner <= outer + 0.5 && inner > outer * 0.7;
        });
        const cut = await page.evaluate(() => {
          const edge = document.querySelector('.picture-host').getBoundingClientRect().right + 1;
          return [...document.querySelectorAll('.picture text')]
            .filter((e) => e.getBoundingClientRect().right > edge)
            .map((e) => e.textContent);
        });
        if (width >= 360) assert.deepEqual(cut, [], `${width} px`);
      }
    }),
  );
  await check('a long AppId and a long token still fit', () =>
    visit(browser, demo.url, { viewport: { width: 360, height: 800 } }, async (page) => {
      await page.locator('[name="captchaAppId"]').fill('9007199254740991');
      await page.locator('.picture').waitFor();
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForTimeout(60);
        assert.deepEqual(await page.evaluate(overflow), []);
      }
    }),
  );
}
