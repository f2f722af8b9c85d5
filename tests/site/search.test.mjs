// The search in Chromium, without a network: words out of the middle of sentences lead to their page.

import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { select, selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { openSite } from './lib/browser.mjs';
import { pages, treeOf } from './lib/html.mjs';
import { LANGUAGES } from './lib/sample.mjs';

/** Sentences of each page that are tried, and every how many pages one is taken. */
const SENTENCES = 2;
const EVERY = 3;

let site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

for (const { tag, folder } of LANGUAGES) {
  const own = pages.filter((name) => name.startsWith('en/') === (folder === 'en/'));
  // The text of these is English on both sides.
  const inOwnLanguage = own.filter(
    (name) => tag === 'en' || !/^(api\/|changelog|contributing)/.test(name),
  );
  const sample = inOwnLanguage.filter((_, at) => at % EVERY === 0);

  test(`${tag}: three words out of the middle of a sentence are found`, async () => {
    const tried = sample.flatMap((name) =>
      phrasesOf(name, tag).map((phrase) => ({ name, phrase })),
    );
    assert.ok(tried.length >= 10, `only ${tried.length} sentences`);
    await site.visit(folder, {}, async (page) => {
      await openSearch(page);
      for (const { name, phrase } of tried) {
        const found = await resultsOf(page, phrase);
        assert.ok(found.includes(name), `“${phrase}” of ${name}: found ${found.join(', ')}`);
      }
      console.log(`${tag}: ${tried.length} phrases, such as “${tried[0].phrase}”`);
    });
  });
}

test('a result leads to its page, by keyboard, and what nobody wrote is not found', async () => {
  await site.visit('', {}, async (page) => {
    await openSearch(page);
    assert.deepEqual(await resultsOf(page, '龘靐齉'), []);
    assert.ok(await page.getByText('没有找到').isVisible());
    assert.ok((await resultsOf(page, 'ERR_CAPTCHA_AUTH'))[0].startsWith('errors.html'));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/some\/path\/errors\.html#err_captcha_auth$/);
  });
});

async function openSearch(page) {
  await page.locator('.DocSearch-Button').first().click();
  await page.locator('.search-input').waitFor();
}

/** The pages that are offered, each once, the best first. */
async function resultsOf(page, text) {
  const input = page.locator('.search-input');
  await input.fill('');
  await page.waitForFunction(() => !document.querySelector('.results .result'));
  await input.fill(text);
  // The search waits for a pause in typing; then there are results, or the sentence that says there are none.
  await page.locator('.results :is(.result, .no-results)').first().waitFor();
  const addresses = await page
    .locator('.results .result')
    .evaluateAll((all) => all.map(({ href }) => href));
  const names = addresses.map((address) => address.slice(site.url.length).split('#')[0]);
  return [...new Set(names.map((name) => name.replace(/(^|\/)$/, '$1index.html')))];
}

/** Three words that follow each other in the middle of a sentence, for a few sentences of a page. */
function phrasesOf(name, language) {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const content = select('.vp-doc', treeOf(name));
  const sentences = selectAll('p', content)
    .flatMap((paragraph) => toText(paragraph).split(/[。；！？\n]|[.;!?](?=\s|$)/))
    .filter((sentence) => language === 'en' || /^[^a-z]*$/i.test(sentence));
  const phrases = sentences.map((sentence) => {
    const words = [...segmenter.segment(sentence)].filter(({ isWordLike }) => isWordLike);
    if (words.length < 7) return undefined;
    const middle = words.slice(Math.floor(words.length / 2) - 1).slice(0, 3);
    const last = middle.at(-1);
    return sentence.slice(middle[0].index, last.index + last.segment.length);
  });
  return phrases.filter(Boolean).slice(0, SENTENCES);
}
