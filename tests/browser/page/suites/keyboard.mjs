import { strict as assert } from 'node:assert';
import { panels, visit } from '../lib/chromium.mjs';

/** Presses Tab until the element that has the focus fits; fails after a whole round. */
async function tabTo(page, fits, what) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(fits)) return;
  }
  assert.fail(`Tab never reaches ${what}`);
}

/** The focus must be seen: an outline, or for the parts of the picture a stroke. */
const focusShown = () => {
  const element = document.activeElement;
  const seen = (node) => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
  };
  if (element instanceof SVGElement) {
    return Number.parseFloat(getComputedStyle(element.querySelector('.field')).strokeWidth) >= 2;
  }
  if (element.matches('.segments input')) return seen(element.nextElementSibling);
  return seen(element);
};

export default async function keyboard({ browser, demo, check }) {
  await check('the token can be made, and its picture read, by keyboard alone', () =>
    visit(browser, demo.url, {}, async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
      await tabTo(page, () => document.activeElement.name === 'captchaAppId', 'the AppId');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('555');
      await tabTo(page, () => document.activeElement.type === 'radio', 'the cipher');
      await page.keyboard.press('ArrowRight');
      await page.locator('[name="aad"]').waitFor();
      await page.keyboard.press('ArrowLeft');
      await tabTo(page, () => document.activeElement.dataset?.part === 'secret', 'the picture');
      const seen = [];
      for (let i = 0; i < 8; i++) {
        seen.push(await page.evaluate(() => document.activeElement.dataset.part));
        assert.ok((await page.locator('.mark').count()) >= 1, seen.at(-1));
        assert.ok(await page.evaluate(focusShown), seen.at(-1));
        await page.keyboard.press('ArrowRight');
      }
      assert.deepEqual(seen, [
        'secret',
        'repeat',
        'appId',
        'issuedAt',
        'expiry',
        'padding',
        'iv',
        'block-1',
      ]);
      await page.keyboard.press('Home');
      assert.equal(await page.evaluate(() => document.activeElement.dataset.part), 'secret');
      assert.match(
        await page.evaluate(() => document.activeElement.getAttribute('aria-label')),
        /^AppSecretKey: 1234567891011121314151516\. /,
      );
    }),
  );

  await check('from the page’s start to a passed check, by keyboard alone', () =>
    visit(browser, demo.url, {}, async (page) => {
      await tabTo(page, () => document.activeElement.textContent === 'Phone', 'the phone panel');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'The whole flow' }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
      await tabTo(page, () => document.activeElement.textContent === 'Send me a code', 'the button');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      assert.match(
        await page.evaluate(() => document.activeElement.getAttribute('aria-label')),
        /Close the captcha/,
      );
      await tabTo(page, () => document.activeElement.type === 'range', 'the slider');
      for (let i = 0; i < 64; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.locator('[data-testid="outcome"] code').waitFor();
      assert.equal(await page.locator('[data-testid="outcome"] code').innerText(), 'passed');
      await tabTo(page, () => document.activeElement.matches('.step button'), 'a step');
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('.step pre').count(), 1);
    }),
  );

  await check('Escape closes the captcha, and the focus comes back to the button', () =>
    visit(browser, demo.url, { panel: 'phone' }, async (page) => {
      await page.getByRole('button', { name: 'Send me a code' }).press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('You closed the captcha').waitFor();
      await page.waitForFunction(() => document.activeElement.textContent === 'Send me a code');
    }),
  );

  for (const panel of panels) {
    await check(`${panel}: all that can be used is reached by Tab, and its focus is seen`, () =>
      visit(browser, demo.url, { panel }, async (page) => {
        const count = await page.evaluate(() => {
          const wanted = [
            ...document.querySelectorAll(
              'a[href], button:not(:disabled), input, textarea, summary, [tabindex="0"]',
            ),
          ].filter((e) => e.getClientRects().length > 0);
          // Of a group of radio buttons, Tab visits one.
          const stops = wanted.filter((e) => e.type !== 'radio' || e.checked);
          for (const [i, element] of stops.entries()) element.dataset.stop = String(i);
          return stops.length;
        });
        const reached = new Set();
        await page.evaluate(() => document.activeElement?.blur());
        for (let i = 0; i < count + 6; i++) {
          await page.keyboard.press('Tab');
          const stop = await page.evaluate(() => document.activeElement.dataset.stop);
          if (stop === undefined) continue;
          reached.add(stop);
          const what = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 90));
          assert.ok(await page.evaluate(focusShown), `no focus seen on ${what}`);
        }
        assert.equal(reached.size, count);
      }),
    );
  }
}
