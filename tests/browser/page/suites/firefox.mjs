import { strict as assert } from 'node:assert';
import puppeteer from 'puppeteer-core';

const published = 'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT';

/** The same page in Firefox, over WebDriver BiDi: each panel's main line, in both languages. */
export default async function firefox({ path, demo, check }) {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: path, headless: true });
  try {
    for (const [language, button] of [['en', null], ['zh', '切换到中文']]) {
      const page = await browser.newPage();
      const complaints = [];
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      const textOf = (selector) => page.$eval(selector, (e) => e.textContent);
      const click = async (selector) => {
        await page.waitForSelector(selector);
        await page.$eval(selector, (e) => e.click());
      };
      const go = async (panel) => {
        await page.evaluate((name) => {
          location.hash = `#/${name}`;
        }, panel);
      };
      await page.goto(demo.url);
      await page.waitForSelector('[data-testid="token"]:not(:empty)');
      const shown = await page.$eval('html', (e) => e.lang);
      if ((language === 'zh') !== (shown === 'zh-CN')) await click('.choices button');
      if (button) assert.equal(await page.$eval('html', (e) => e.lang), 'zh-CN');

      await check(`${language}: the published vector, and the picture’s marks`, async () => {
        await page.locator('[name="captchaAppId"]').fill('5');
        await page.locator('[name="captchaAppId"]').fill('123456789');
        assert.equal(await textOf('[data-testid="token"]'), published);
        const { x, y } = await page.$eval('.row-plain .part-appId', (e) => {
          e.scrollIntoView({ block: 'center' });
          return e.getBoundingClientRect().toJSON();
        });
        await page.mouse.move(x + 8, y + 30);
        await page.waitForSelector('.row-text .mark');
      });
      await check(`${language}: a broken token is diagnosed`, async () => {
        await go('inspect');
        await click('.chips li:nth-child(6) button');
        await page.waitForSelector('.problems code');
        assert.equal(await textOf('.problems code'), 'wrong_key');
      });
      await check(`${language}: the flow passes, and a replay is refused`, async () => {
        await go('phone');
        await click('.app-page button');
        await click('.captcha .actions button');
        await page.waitForSelector('[data-testid="outcome"] .good');
        await click('.mishaps li:nth-child(1) button');
        await page.waitForSelector('[data-testid="outcome"] .bad');
        assert.equal(await textOf('[data-testid="outcome"] code'), 'rejected · replayed');
      });
      await check(`${language}: an event is read, the code is shown, nothing on the console`, async () => {
        await go('read');
        await page.waitForSelector('.read h2');
        await go('code');
        await page.waitForSelector('.code');
        assert.ok((await textOf('.code')).length > 100);
        assert.deepEqual(complaints, []);
      });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
