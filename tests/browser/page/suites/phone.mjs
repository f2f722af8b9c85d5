import { strict as assert } from 'node:assert';
import { languages, visit } from '../lib/chromium.mjs';
import { documented } from '../lib/documented.mjs';

const names = {
  en: {
    tap: 'Send me a code',
    solve: 'Solve',
    fail: 'Fail',
    close: 'Close the captcha',
    flows: { plugin: 'Plugin', jump: 'Jump', web: 'Web' },
    failed: 'Not solved, please try again',
    closed: 'You closed the captcha',
    mishaps: [
      ['The same ticket twice', 'rejected · replayed'],
      ['A ticket older than 5 minutes', 'rejected · expired'],
      ['A disaster-recovery ticket', 'rejected · fallback_ticket'],
      ['The vendor is down', 'unavailable · service'],
      ['Another app’s ticket', 'rejected · mismatch'],
    ],
  },
  'zh-CN': {
    tap: '获取验证码',
    solve: '通过',
    fail: '失败',
    close: '关闭验证码',
    flows: { plugin: '插件', jump: '跳转', web: '网页' },
    failed: '验证失败，请重试',
    closed: '你关闭了验证码',
    mishaps: [
      ['同一张票据用两次', 'rejected · replayed'],
      ['超过 5 分钟的票据', 'rejected · expired'],
      ['容灾票据', 'rejected · fallback_ticket'],
      ['验证码服务故障', 'unavailable · service'],
      ['其他验证的票据', 'rejected · mismatch'],
    ],
  },
};

const outcome = (page) => page.locator('[data-testid="outcome"] code');
const stepNames = (page) => page.locator('.step .what').allInnerTexts();

export default async function phone({ browser, demo, check }) {
  for (const language of languages) {
    const t = names[language];
    for (const flow of ['plugin', 'jump', 'web']) {
      const options = { language, panel: 'phone' };
      const at = (work) =>
        visit(browser, demo.url, options, async (page) => {
          await page.getByRole('radio', { name: t.flows[flow] }).check();
          await work(page);
        });

      await check(`${language}, ${flow}: tap, solve, passed`, () =>
        at(async (page) => {
          const answered = collectExchanges(page);
          await page.getByRole('button', { name: t.tap }).click();
          await page.getByRole('button', { name: t.solve, exact: true }).click();
          await outcome(page).waitFor();
          assert.equal(await outcome(page).innerText(), 'passed');
          assert.equal((await stepNames(page)).length, flow === 'jump' ? 7 : 9);
          assert.equal(await page.locator('.explained').count(), 0);
          await checkWire(page, flow);
          const wire = (await answered()).join('');
          assert.match(wire, flow === 'plugin' ? /DescribeCaptchaMiniResult/ : /DescribeCaptchaResult/);
          assert.ok(!wire.includes('1234567891011121314151516'), 'the secret is blotted out');
        }),
      );

      await check(`${language}, ${flow}: failed and closed send nothing to be checked`, () =>
        at(async (page) => {
          for (const [button, said, reason] of [[t.fail, t.failed, 'failed'], [t.close, t.closed, 'closed']]) {
            await page.getByRole('button', { name: t.tap }).click();
            await page.getByRole('button', { name: button, exact: true }).click();
            await page.getByText(said).waitFor();
            assert.equal(await outcome(page).count(), 0);
            assert.ok(!(await stepNames(page)).includes('POST api/check'));
            if (flow === 'web' && reason === 'failed') {
              // TCaptcha.js goes on by itself, and the page hears nothing of it.
              await page.getByRole('button', { name: t.solve, exact: true }).click();
              await outcome(page).waitFor();
              assert.equal(await outcome(page).innerText(), 'passed');
              continue;
            }
            assert.equal(await page.locator('.explained').innerText(), documented(language, reason));
          }
        }),
      );

      await check(`${language}, ${flow}: each thing that goes wrong, with the documentation’s text`, () =>
        at(async (page) => {
          for (const [name, expected] of t.mishaps) {
            await page.getByRole('button', { name }).click();
            await outcome(page).waitFor();
            assert.equal(await outcome(page).innerText(), expected, name);
            const [, reason] = expected.split(' · ');
            const explained = await page.locator('.explained').innerText();
            assert.equal(explained, documented(language, reason), name);
          }
          // And what went wrong does not stay wrong.
          await page.getByRole('button', { name: t.tap }).click();
          await page.getByRole('button', { name: t.solve, exact: true }).click();
          await outcome(page).waitFor();
          assert.equal(await outcome(page).innerText(), 'passed');
        }),
      );
    }
  }

  await check('the puzzle is solved by sliding, and failed by sliding badly', () =>
    visit(browser, demo.url, { panel: 'phone' }, async (page) => {
      const slideTo = async (share) => {
        await page.getByRole('button', { name: 'Send me a code' }).click();
        const slider = page.getByRole('slider');
        await slider.scrollIntoViewIfNeeded();
        const box = await slider.boundingBox();
        const x = (part) => box.x + 8 + (box.width - 16) * part;
        const y = box.y + box.height / 2;
        await page.mouse.move(x(0.04), y);
        await page.mouse.down();
        await page.mouse.move(x(share / 2), y, { steps: 4 });
        await page.mouse.move(x(share), y, { steps: 4 });
        await page.mouse.up();
      };
      await slideTo(0.2);
      await page.getByText('Not solved, please try again').waitFor();
      await slideTo(0.68);
      await outcome(page).waitFor();
      assert.equal(await outcome(page).innerText(), 'passed');
    }),
  );
}

function collectExchanges(page) {
  const bodies = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/demo/exchanges')) bodies.push(response.text());
  });
  return () => Promise.all(bodies);
}

/** Opening a step shows what crossed. */
async function checkWire(page, flow) {
  const delivered = page.locator('.step').nth(flow === 'jump' ? 2 : 4);
  await delivered.getByRole('button').click();
  const event = JSON.parse(await delivered.locator('pre').innerText());
  const result = { plugin: event.detail, jump: event.referrerInfo?.extraData, web: event }[flow];
  assert.equal(result.ret, 0);
  assert.equal(typeof result.ticket, 'string');
  const request = page.locator('.step').nth(flow === 'jump' ? 4 : 6);
  await request.getByRole('button').click();
  const sent = JSON.parse(await request.locator('pre').innerText());
  assert.equal(sent.Ticket, result.ticket);
  assert.equal(sent.CaptchaType, 9);
  assert.equal(sent.AppSecretKey, '(secret)');
}
