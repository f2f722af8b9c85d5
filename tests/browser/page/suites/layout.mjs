import { strict as assert } from 'node:assert';
import { need } from '../../../support/needs.mjs';
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

/** A narrow font and a wide one: a system without the page's own fonts takes what it has. */
const FONTS = ['chinese-font', 'wide-font'].map(need).filter(Boolean);

/** Opens the page in a font; fails where the browser takes another. */
const visitIn = (font, browser, url, options, work) =>
  visit(browser, url, { ...options, bypassCSP: true }, async (page, opened) => {
    await page.addStyleTag({ content: `:root { --sans: "${font}"; --mono: "${font}"; }` });
    assert.deepEqual(await usedFonts(page, '.head .mark'), [font]);
    await settle(page);
    await work(page, opened);
  });

/** The families in which the browser really draws an element. */
async function usedFonts(page, selector) {
  const session = await page.context().newCDPSession(page);
  for (const domain of ['DOM', 'CSS']) await session.send(`${domain}.enable`);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await session.detach();
  return fonts.map(({ familyName }) => familyName);
}

/** Until what has been resized is drawn: the picture follows one frame later. */
const settle = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  });

export default async function layout({ browser, demo, check }) {
  for (const font of FONTS) {
    for (const language of languages) {
      for (const panel of panels) {
        const name = `${font}, ${language}, ${panel}`;
        await check(`${name}: no horizontal scroll, nothing cut off, ${widths[0]} to ${widths.at(-1)} px`, () =>
          visitIn(font, browser, demo.url, { language, panel }, async (page) => {
            if (panel === 'phone') {
              await page.locator('.mishaps button').nth(3).click();
              await page.locator('.step.bad').waitFor();
              await page.locator('.step button').nth(6).click();
            }
            for (const width of widths) {
              await page.setViewportSize({ width, height: 800 });
              await settle(page);
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
      await check(`${font}, ${language}: the picture is drawn for every width, and stays inside`, () =>
        visitIn(font, browser, demo.url, { language }, async (page) => {
          for (const width of widths) {
            await page.setViewportSize({ width, height: 800 });
            await page.waitForFunction(() => {
              const right = (e) => e.getBoundingClientRect().right;
              const inner = Math.max(...[...document.querySelectorAll('.picture .band')].map(right));
              const outer = right(document.querySelector('.picture-host'));
              return inner <= outer + 0.5 && inner > outer * 0.7;
            });
            await settle(page);
            assert.deepEqual(await page.evaluate(cutOrCovered), [], `${width} px`);
          }
        }),
      );
    }
    await check(`${font}: a long AppId and a long token still fit`, () =>
      visitIn(font, browser, demo.url, { viewport: { width: 360, height: 800 } }, async (page) => {
        await page.locator('[name="captchaAppId"]').fill('9007199254740991');
        await page.locator('.picture').waitFor();
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          await settle(page);
          assert.deepEqual(await page.evaluate(overflow), []);
        }
      }),
    );
  }
}

/** Texts of the picture that leave it, or lie over another text or over bytes. */
const cutOrCovered = () => {
  const edge = document.querySelector('.picture-host').getBoundingClientRect().right + 1;
  const texts = [...document.querySelectorAll('.picture text')].map((e) => ({
    text: e.textContent,
    label: !e.classList.contains('cells'),
    box: e.getBoundingClientRect(),
  }));
  const cut = texts.filter(({ box }) => box.right > edge).map(({ text }) => text);
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
  const labels = texts.filter(({ label }) => label);
  const covered = labels.flatMap((one, at) =>
    labels
      .slice(at + 1)
      .filter((other) => overlap(one.box, other.box))
      .map((other) => `${one.text} / ${other.text}`),
  );
  const bands = [...document.querySelectorAll('.picture .band')].map((e) => e.getBoundingClientRect());
  const overBytes = labels
    .filter(({ box }) => bands.some((band) => overlap(box, band)))
    .map(({ text }) => `${text} / bytes`);
  return [...cut, ...covered, ...overBytes];
};
