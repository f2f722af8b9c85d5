import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { languages, panels, visit } from '../lib/chromium.mjs';
import { www } from '../lib/prepare.mjs';

export default async function staticServer({ browser, site, check }) {
  for (const language of languages) {
    await check(`${language}: a static server, below a sub-path: every panel works`, () =>
      visit(browser, site.url, { language }, async (page) => {
        assert.match(await page.getByTestId('token').innerText(), /^MDEyMzQ1/);
        for (const panel of panels) {
          await page.goto(`${site.url}#/${panel}`);
          await page.locator('h1').waitFor();
        }
        await page.goto(`${site.url}#/inspect`);
        await page.locator('.chip').nth(3).click();
        assert.equal(await page.locator('.problems code').innerText(), 'wrong_length');
        await page.goto(`${site.url}#/read`);
        assert.equal(await page.locator('.read').count(), 1);
        await page.goto(`${site.url}#/code`);
        assert.ok((await page.locator('.code').textContent()).length > 100);
      }),
    );
    await check(`${language}: without the demo server the phone says so, and asks nobody`, () =>
      visit(browser, site.url, { language, panel: 'phone' }, async (page) => {
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        assert.match(await page.getByRole('note').innerText(), /cargo xtask demo/);
        assert.equal(await page.locator('.app-page button').isDisabled(), true);
        assert.equal(await page.locator('.mishaps button:not(:disabled)').count(), 0);
        await page.waitForTimeout(300);
        assert.deepEqual(asked.filter((url) => url.includes('/api/')), []);
      }),
    );
  }
  await check('opened as a file, where browsers refuse modules, the page says what to do', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(www, 'dist', 'index.html')).href);
    await page.locator('.boot').waitFor({ state: 'visible' });
    assert.match(await page.locator('.boot').innerText(), /cargo xtask demo[^]*静态服务器/);
    await context.close();
  });
}
