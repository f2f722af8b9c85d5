import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, visit } from '../lib/chromium.mjs';
import { repository, www } from '../lib/prepare.mjs';

const manifest = JSON.parse(readFileSync(join(www, 'snippets.json'), 'utf8'));

export default async function snippets({ browser, demo, check }) {
  for (const language of languages) {
    await check(`${language}: every snippet is the example's file, with the entered AppId`, () =>
      visit(browser, demo.url, { language, panel: 'code' }, async (page) => {
        await page.locator('[name="captchaAppId"]').fill('2040871234');
        const picks = page.locator('.picks button');
        assert.equal(await picks.count(), manifest.examples.length);
        let replaced = 0;
        for (let i = 0; i < manifest.examples.length; i++) {
          const { id, files } = manifest.examples[i];
          await picks.nth(i).click();
          for (let j = 0; j < files.length; j++) {
            await page.locator('.files button').nth(j).click();
            const source = readFileSync(join(repository, 'examples', id, files[j]), 'utf8').trimEnd();
            const expected = source.replaceAll(manifest.placeholder, '2040871234');
            if (expected !== source) replaced++;
            assert.equal(await page.locator('.code').textContent(), expected, `${id}/${files[j]}`);
          }
        }
        assert.ok(replaced >= 4, `the AppId was put into ${replaced} files`);
      }),
    );
  }
  await check('the copy button copies the whole file', () =>
    visit(
      browser,
      demo.url,
      { panel: 'code', permissions: ['clipboard-read', 'clipboard-write'] },
      async (page) => {
        await page.getByRole('button', { name: 'Copy' }).click();
        await page.getByRole('button', { name: 'Copied' }).waitFor();
        const { id, files } = manifest.examples[0];
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied, readFileSync(join(repository, 'examples', id, files[0]), 'utf8'));
      },
    ),
  );
  await check('an AppId that is none leaves the example as it is', () =>
    visit(browser, demo.url, { panel: 'code' }, async (page) => {
      await page.locator('[name="captchaAppId"]').fill(`'</script>`);
      await page.getByRole('alert').waitFor();
      assert.ok(!(await page.locator('.code').textContent()).includes('</script>\''));
    }),
  );
}
