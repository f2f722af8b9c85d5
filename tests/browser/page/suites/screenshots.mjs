import { strict as assert } from 'node:assert';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languages, panels, visit } from '../lib/chromium.mjs';
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

export default async function screenshots({ browser, demo, check, note }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [device, viewport, deviceScaleFactor] of [
    ['desktop', { width: 1440, height: 900 }, 1],
    ['phone', { width: 360, height: 760 }, 2],
  ]) {
    await check(`every panel, light and dark, both languages: ${device}`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        for (const language of languages) {
          for (const [scene, reach] of Object.entries(scenes)) {
            const options = { language, colorScheme, viewport, deviceScaleFactor, panel: panelOf(scene) };
            await visit(browser, demo.url, options, async (page) => {
              await reach(page);
              await page.evaluate(() => scrollTo(0, 0));
              await page.waitForTimeout(400);
              const name = `${scene}-${device}-${colorScheme}-${language.slice(0, 2)}.png`;
              await page.screenshot({ path: join(folder, name), fullPage: true });
            });
          }
        }
      }
      const written = readdirSync(folder).filter((name) => name.includes(`-${device}-`));
      assert.equal(written.length, Object.keys(scenes).length * 4);
      for (const name of written) assert.ok(statSync(join(folder, name)).size > 10_000, name);
    });
  }
  note(`written to ${folder}`);
}
