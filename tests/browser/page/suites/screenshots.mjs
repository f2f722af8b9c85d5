import { strict as assert } from 'node:assert';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { looks, panels, visit } from '../lib/chromium.mjs';
import { screenshots as folder } from '../lib/prepare.mjs';

/** What a panel looks like when it is in use. */
const scenes = {
  token: (page) => page.locator('.row-plain .part-issuedAt').focus(),
  inspect: (page) => page.locator('.chip').nth(6).click(),
  phone: async (page) => {
    await page.locator('.app-page button').click();
    await page.locator('.captcha .actions button').nth(0).click();
    await page.locator('.step.good').waitFor();
  },
  captcha: async (page) => {
    await page.locator('.app-page button').click();
    await page.locator('.captcha').waitFor();
  },
  web: async (page) => {
    await page.getByRole('radio').nth(2).check();
    await page.locator('.app-page button').click();
    await page.locator('.captcha .actions button').nth(1).click();
    await page.locator('.again').waitFor();
  },
  mishap: async (page) => {
    await page.getByRole('radio').nth(1).check();
    await page.locator('.mishaps button').nth(4).click();
    await page.locator('.step.bad').waitFor();
    await page.locator('.step button').nth(5).click();
  },
  read: (page) => page.locator('.chip').nth(4).click(),
  code: (page) => page.locator('.picks button').nth(2).click(),
};

const panelOf = (scene) => (panels.includes(scene) ? scene : 'phone');

const devices = [
  { name: 'desktop', viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  { name: 'phone', viewport: { width: 360, height: 760 }, deviceScaleFactor: 2 },
];

export default async function screenshots({ browser, demo, check, note, long }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { colorScheme, language, device } of looks(devices, long)) {
    const { name, ...screen } = device;
    await check(`every panel: ${name}, ${colorScheme}, ${language}`, async () => {
      for (const [scene, reach] of Object.entries(scenes)) {
        const options = { language, colorScheme, ...screen, panel: panelOf(scene) };
        await visit(browser, demo.url, options, async (page) => {
          await reach(page);
          await page.evaluate(async () => {
            scrollTo(0, 0);
            await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
          });
          const file = `${scene}-${name}-${colorScheme}-${language.slice(0, 2)}.png`;
          await page.screenshot({ path: join(folder, file), fullPage: true });
          assert.ok(statSync(join(folder, file)).size > 10_000, file);
        });
      }
    });
  }
  note(`written to ${folder}`);
}
