import { strict as assert } from 'node:assert';
import { languages, visit } from '../lib/chromium.mjs';
import { documented } from '../lib/documented.mjs';

const published = 'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT';
const key = '1234567891011121314151516';

const samples = {
  en: {
    'A good one': [],
    Expired: ['expired'],
    'From the future': ['issued_in_future'],
    'Cut off': ['wrong_length'],
    'Spaces for +': ['not_base64'],
    'Another key': ['wrong_key'],
    'Key filled with zeros': ['wrong_key'],
    'Hex for Base64': ['wrong_length'],
    'One bit of the IV flipped': ['app_id_mismatch'],
  },
  'zh-CN': {
    正常: [],
    已过期: ['expired'],
    时间戳在未来: ['issued_in_future'],
    被截断: ['wrong_length'],
    '+ 变成空格': ['not_base64'],
    密钥不对: ['wrong_key'],
    密钥用零补足: ['wrong_key'],
    写成十六进制: ['wrong_length'],
    'IV 改了一位': ['app_id_mismatch'],
  },
};

const mistakes = {
  'Key filled with zeros': ['key_padded_with_zeros'],
  'Hex for Base64': ['hex'],
  密钥用零补足: ['key_padded_with_zeros'],
  写成十六进制: ['hex'],
};

const codes = (page) => page.locator('.problems code').allInnerTexts();

export default async function inspector({ browser, demo, check }) {
  for (const language of languages) {
    await check(`${language}: each broken token is diagnosed, with advice`, () =>
      visit(browser, demo.url, { language, panel: 'inspect' }, async (page) => {
        for (const [name, expected] of Object.entries(samples[language])) {
          await page.getByRole('button', { name, exact: true }).click();
          assert.deepEqual(await codes(page), expected, name);
          const advice = await page.locator('.problems li p:last-child').allInnerTexts();
          assert.equal(advice.length, expected.length);
          for (const text of advice) assert.ok(text.length > 15, text);
          const found = await page.locator('.mistakes h4 code').allInnerTexts();
          assert.deepEqual(found, mistakes[name] ?? [], name);
          const mends = await page.locator('.mistakes li p').allInnerTexts();
          assert.equal(mends.length, found.length);
          assert.deepEqual(mends, found.map((mistake) => documented(language, mistake)));
        }
      }),
    );
  }

  await check('a pasted token: several keys, several problems at once', () =>
    visit(browser, demo.url, { panel: 'inspect' }, async (page) => {
      await page.locator('[name="token"]').fill(`  ${published}\n`);
      await page.locator('[name="keys"]').fill('some other key');
      assert.deepEqual(await codes(page), ['wrong_key']);
      await page.locator('[name="keys"]').fill(`some other key\n${key}`);
      await page.locator('[name="expected"]').fill('42');
      assert.deepEqual((await codes(page)).sort(), ['app_id_mismatch', 'expired']);
      assert.match(await page.locator('.facts').innerText(), /key 2/);
      assert.equal(await page.locator('.row-plain .part-appId').count(), 1);
      await page.locator('[name="keys"]').fill('');
      assert.match(await page.getByRole('alert').innerText(), /ERR_CAPTCHA_INVALID_KEY/);
    }),
  );

  await check('the countdown runs', () =>
    visit(browser, demo.url, { panel: 'inspect' }, async (page) => {
      await page.getByRole('button', { name: 'A good one' }).click();
      const before = await page.getByRole('timer').innerText();
      assert.match(before, /^0[12]:\d\d:\d\d$/);
      await page.waitForFunction(
        (text) => document.querySelector('[role="timer"]')?.textContent !== text,
        before,
      );
    }),
  );

  await check('a link carries the token in its fragment, and never a key', () =>
    visit(browser, demo.url, { panel: 'inspect', permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await page.locator('[name="token"]').fill(published);
      await page.locator('[name="keys"]').fill('a-key-that-stays-here');
      await page.getByRole('button', { name: 'Copy a link to this token' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(link.startsWith(`${demo.url}#/inspect?token=`), link);
      assert.ok(!link.includes('a-key-that-stays-here') && !link.includes(key), link);
      assert.ok(!page.url().includes('a-key-that-stays-here'));
      const requested = [];
      page.on('request', (request) => requested.push(request.url()));
      await page.goto('about:blank');
      await page.goto(link);
      await page.locator('.verdict').waitFor();
      assert.equal(await page.locator('[name="token"]').inputValue(), published);
      assert.equal(await page.locator('[name="keys"]').inputValue(), key);
      // A fragment is never sent.
      for (const url of requested) assert.ok(!url.replace(/#.*/, '').includes('MDEyMzQ1'), url);
    }),
  );

  await check('the workbench hands its token over', () =>
    visit(browser, demo.url, {}, async (page) => {
      await page.getByRole('link', { name: 'Inspect it' }).click();
      await page.locator('.verdict').waitFor();
      assert.equal(await page.locator('[name="token"]').inputValue(), published);
      assert.deepEqual(await codes(page), ['expired']);
    }),
  );
}
