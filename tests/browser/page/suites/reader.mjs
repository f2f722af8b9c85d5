import { strict as assert } from 'node:assert';
import { languages, visit } from '../lib/chromium.mjs';
import { documented } from '../lib/documented.mjs';

const samples = {
  en: [
    ['verify event', 'Solved'],
    ['close event', 'Closed'],
    ['mpvue', 'Solved'],
    ['Unfolded tree', 'Solved'],
    ['onShow options', 'Solved'],
    ['Another onShow', 'Not a return from the captcha'],
    ['TCaptcha.js callback', 'Solved'],
    ['Disaster recovery', 'Disaster recovery'],
    ['Folded', 'No captchaResult'],
  ],
  'zh-CN': [
    ['verify 事件', '已完成'],
    ['close 事件', '已关闭'],
    ['mpvue', '已完成'],
    ['展开的对象', '已完成'],
    ['onShow 的参数', '已完成'],
    ['其他 onShow', '不是从验证码返回'],
    ['TCaptcha.js 回调', '已完成'],
    ['容灾票据', '容灾票据'],
    ['被折叠的', '不是验证结果'],
  ],
};

/** What consoles print, and the heading and facts that are read from it. */
const pasted = [
  ['{"ret":0,"ticket":"t03abc","randstr":"@x"}', 'Solved', /plain.*ret\s*0.*"t03abc".*"@x"/s],
  ['"{\\"ret\\":1}"', 'Failed', /"failed"/],
  ["CustomEvent {type: 'verify', detail: {ret: 1}, f: ƒ (a, b), [[Prototype]]: Object}", 'Failed', /plugin/],
  ['event: { type: "verify", detail: { ret: 0, ticket: "a\\u0062c" }, target: [Object] }', 'Solved', /"abc"/],
  ['▼ {type: "verify", detail: {…}}\n  ▼ detail:\n    ret: 2\n  type: "verify"', 'Closed', /plugin/],
  ['{ret: 0, ticket: "terror_1001_123456789_1710144972"}', 'Disaster recovery', /1001.*"123456789".*1710144972/s],
  ['{ret: 0}', 'No captchaResult', /ERR_CAPTCHA_INVALID_RESULT/],
  ['{ret: "0", ticket: "x"}', 'No captchaResult', /ERR_CAPTCHA_INVALID_RESULT/],
  ['{"scene":1038,"referrerInfo":{}}', 'Not a return from the captcha', /null/],
  ['{ret: 0, ticket: alert(1)}', 'This cannot be read', /unexpected alert/],
  ['ret is 0', 'This cannot be read', /no object/],
  [`${'{a:'.repeat(200)}`, 'This cannot be read', /too deeply/],
];

const heading = (page) => page.locator('.read h2').innerText();

export default async function reader({ browser, demo, check }) {
  for (const language of languages) {
    await check(`${language}: each sample is read`, () =>
      visit(browser, demo.url, { language, panel: 'read' }, async (page) => {
        for (const [name, expected] of samples[language]) {
          await page.getByRole('button', { name, exact: true }).click();
          assert.equal(await heading(page), expected, name);
        }
      }),
    );
    await check(`${language}: what it says of them is the documentation’s text`, () =>
      visit(browser, demo.url, { language, panel: 'read' }, async (page) => {
        for (const [pasted, reason] of [
          ['{ret: 1}', 'failed'],
          ['{ret: 2, ticket: null}', 'closed'],
          ['{ret: 0, ticket: "trerror_1001_1_1"}', 'fallback_ticket'],
        ]) {
          await page.locator('[name="pasted"]').fill(pasted);
          await page.locator('.read h2').waitFor();
          const said = await page.locator('.read h2 + p').innerText();
          assert.equal(said, documented(language, reason), reason);
        }
      }),
    );
  }
  await check('what consoles print is read as the backend would read it', () =>
    visit(browser, demo.url, { panel: 'read' }, async (page) => {
      for (const [text, expected, content] of pasted) {
        await page.locator('[name="pasted"]').fill(text);
        assert.equal(await heading(page), expected, text.slice(0, 60));
        assert.match(await page.locator('.read').innerText(), content, text.slice(0, 60));
      }
    }),
  );
  await check('a folded detail is named', () =>
    visit(browser, demo.url, { panel: 'read' }, async (page) => {
      await page.locator('[name="pasted"]').fill('{type: "verify", detail: {…}}');
      assert.match(await page.locator('.read').innerText(), /Folded up by the console: detail\./);
    }),
  );
}
