import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { looks, panels, visit } from '../lib/chromium.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** States in which there is more to see than when a panel opens. */
const states = {
  token: [
    ['a wrong field', (page) => page.locator('[name="captchaAppId"]').fill('x')],
    ['GCM', (page) => page.getByRole('radio').nth(1).check()],
    ['a marked part', (page) => page.locator('.row-plain .part-expiry .field').hover()],
  ],
  inspect: [
    ['a good token', (page) => page.locator('.chip').nth(0).click()],
    ['a broken token', (page) => page.locator('.chip').nth(3).click()],
    ['a wrong key', (page) => page.locator('[name="keys"]').fill('')],
  ],
  phone: [
    [
      'the open captcha',
      async (page) => {
        await page.locator('.app-page button').click();
        await page.locator('.captcha').waitFor();
      },
    ],
    [
      'the web widget after a failed attempt',
      async (page) => {
        await page.getByRole('radio').nth(2).check();
        await page.locator('.app-page button').click();
        await page.locator('.captcha .actions button').nth(1).click();
        await page.locator('.again').waitFor();
      },
    ],
    [
      'a refused ticket, a step opened',
      async (page) => {
        await page.locator('.mishaps button').nth(4).click();
        await page.locator('.step.bad').waitFor();
        await page.locator('.step button').nth(4).click();
      },
    ],
    [
      'a passed check',
      async (page) => {
        await page.locator('.app-page button').click();
        await page.locator('.captcha .actions button').nth(0).click();
        await page.locator('.step.good').waitFor();
      },
    ],
  ],
  read: [
    ['a refusal', (page) => page.locator('.chip').nth(8).click()],
    ['what was understood', (page) => page.locator('summary').click()],
  ],
  code: [['another file', (page) => page.locator('.files button').nth(1).click()]],
};

async function analyse(page, where) {
  // Colours in the middle of a transition are nobody's contrast.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  const found = violations.map(
    ({ id, help, nodes }) => `${where}: ${id}: ${help}: ${nodes.map((n) => n.html).join('\n')}`,
  );
  assert.deepEqual(found, []);
  assert.ok(passes.length > 10, 'axe-core looked at the page');
}

const devices = [{ width: 1280, height: 900 }, { width: 360, height: 740 }];

export default async function accessibility({ browser, demo, check, note, long }) {
  let looked = 0;
  for (const { colorScheme, language, device } of looks(devices, long)) {
    await check(`axe-core: ${colorScheme}, ${language}, ${device.width} px: every panel, every state`, async () => {
      for (const panel of panels) {
        const options = { language, panel, colorScheme, viewport: device };
        await visit(browser, demo.url, options, async (page) => {
          await analyse(page, panel);
          looked++;
          for (const [name, reach] of states[panel]) {
            await page.reload();
            await page.locator('h1').waitFor();
            await reach(page);
            await analyse(page, `${panel}, ${name}`);
            looked++;
          }
        });
      }
    });
  }
  note(`axe-core looked at ${looked} states of the page`);
}
