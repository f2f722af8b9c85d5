import { strict as assert } from 'node:assert';
import { panels, visit } from '../lib/chromium.mjs';

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

export default async function preferences({ browser, demo, check }) {
  for (const [locale, lang, title] of [
    ['zh-CN', 'zh-CN', '逐字节看懂 aidEncrypted'],
    ['zh-TW', 'zh-CN', '逐字节看懂 aidEncrypted'],
    ['en-GB', 'en', 'A token, byte by byte'],
    ['de-DE', 'en', 'A token, byte by byte'],
  ]) {
    await check(`a browser set to ${locale} gets ${lang}`, () =>
      visit(browser, demo.url, { language: locale }, async (page) => {
        assert.equal(await page.locator('html').getAttribute('lang'), lang);
        assert.equal(await page.locator('h1').innerText(), title);
      }),
    );
  }

  await check('the language can be switched, and stays switched', () =>
    visit(browser, demo.url, {}, async (page) => {
      await page.getByRole('button', { name: '切换到中文' }).click();
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
      assert.match(await page.title(), /^生成/);
      for (const panel of panels) {
        await page.goto(`${demo.url}#/${panel}`);
        await page.locator('h1').waitFor();
        assert.match(await page.locator('h1').innerText(), /[一-鿿]/);
      }
      await page.reload();
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
      await page.getByRole('button', { name: 'switch to English' }).click();
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    }),
  );

  await check('every text exists in both languages: no Chinese in English and the reverse', () =>
    visit(browser, demo.url, {}, async (page) => {
      for (const panel of panels.filter((name) => name !== 'code')) {
        await page.goto(`${demo.url}#/${panel}`);
        await page.locator('h1').waitFor();
        const text = await page.locator('main').innerText();
        assert.ok(!/[一-鿿]/.test(text), `${panel}: ${/.*[一-鿿].*/.exec(text)?.[0]}`);
      }
    }),
  );

  await check('the theme follows the system, can be switched, and stays switched', () =>
    visit(browser, demo.url, { colorScheme: 'light' }, async (page) => {
      const light = await background(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.getByRole('button', { name: 'Switch to the light theme' }).waitFor();
      const dark = await background(page);
      assert.notEqual(light, dark);
      await page.getByRole('button', { name: 'Switch to the light theme' }).click();
      assert.equal(await background(page), light);
      await page.reload();
      await page.locator('h1').waitFor();
      assert.equal(await background(page), light);
      // Back to what the system has: it is followed again.
      await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
      assert.equal(await background(page), dark);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.getByRole('button', { name: 'Switch to the dark theme' }).waitFor();
      assert.equal(await background(page), light);
    }),
  );

  await check('keys and tokens are never stored', () =>
    visit(browser, demo.url, {}, async (page) => {
      await page.locator('[name="appSecretKey"]').fill('stays-in-memory');
      await page.getByRole('button', { name: '切换到中文' }).click();
      const stored = await page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      assert.equal(stored, JSON.stringify([{ 'tcaptcha-language': 'zh' }, {}, '']));
    }),
  );
}
