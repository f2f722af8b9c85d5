import { strict as assert } from 'node:assert';
import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, visit } from '../lib/chromium.mjs';
import { repository } from '../lib/prepare.mjs';

const { aid } = JSON.parse(readFileSync(join(repository, 'tests/vectors/published.json'), 'utf8'));
const vector = aid[0];

const field = (page, name) => page.locator(`[name="${name}"]`);
const shown = (page) => page.getByTestId('token').innerText();

/** Node's own opinion of a token: what is in it, with and without the padding. */
function openWithNode(aidEncrypted, secret, mode = 'cbc', aad = '') {
  const bytes = Buffer.from(aidEncrypted, 'base64');
  const key = Buffer.alloc(32, Buffer.from(secret));
  if (mode === 'cbc') {
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    decipher.setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
    return { bytes, key, plain, text: plain.subarray(0, -plain.at(-1)).toString() };
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return { bytes, key, plain, text: plain.toString() };
}

const rowHex = (page, row) =>
  page.locator(`.row-${row} .hex`).evaluateAll((all) => all.map((e) => e.textContent).join(''));
const marks = (page, row) =>
  page.locator(`.row-${row} .mark`).evaluateAll((all) => all.map((e) => Number(e.getAttribute('width'))));

export default async function token({ browser, demo, check }) {
  for (const language of languages) {
    await check(`${language}: the published vector appears from typing its inputs`, () =>
      visit(browser, demo.url, { language }, async (page) => {
        const inputs = {
          captchaAppId: vector.captchaAppId,
          appSecretKey: vector.appSecretKey,
          expiresInSeconds: String(vector.expiresInSeconds),
          nowSeconds: String(vector.nowSeconds),
          iv: vector.ivUtf8,
        };
        for (const name of Object.keys(inputs)) await field(page, name).fill('1');
        assert.notEqual(await shown(page), vector.aidEncrypted);
        for (const [name, value] of Object.entries(inputs)) {
          await field(page, name).fill('');
          await field(page, name).pressSequentially(value);
        }
        assert.equal(await shown(page), vector.aidEncrypted);
      }),
    );
  }

  await check('the picture shows the bytes that node:crypto finds', () =>
    visit(browser, demo.url, {}, async (page) => {
      const { bytes, key, plain } = openWithNode(vector.aidEncrypted, vector.appSecretKey);
      assert.equal(key.toString(), vector.filledKey);
      assert.equal(await rowHex(page, 'key'), key.toString('hex'));
      assert.equal(await rowHex(page, 'plain'), plain.toString('hex'));
      assert.equal(await rowHex(page, 'out'), bytes.toString('hex'));
      assert.equal(await page.locator('.row-text .char').textContent(), vector.aidEncrypted);
    }),
  );

  await check('pointing at a part marks the same bytes in every row', () =>
    visit(browser, demo.url, {}, async (page) => {
      const cell = await page.locator('.row-out .band').evaluate((e) => Number(e.getAttribute('width')) / 48);
      const near = (found, cells) => {
        assert.equal(found.length, cells.length);
        found.forEach((width, i) => assert.ok(Math.abs(width / cell - cells[i]) < 0.01, `${width}`));
      };
      await page.locator('.row-plain .part-appId .field').hover();
      near(await marks(page, 'plain'), [9]);
      near(await marks(page, 'out'), [16]);
      // 16 bytes from byte 16 on touch the characters 21 to 42: 22 of them, 3/4 of a cell wide.
      near(await marks(page, 'text'), [22 * 0.75]);
      near(await marks(page, 'key'), []);
      await page.locator('.row-key .part-repeat .field').hover();
      near(await marks(page, 'key'), [7, 7]);
      await page.locator('.row-text [data-part="iv"] .field').hover();
      near(await marks(page, 'out'), [16]);
      await page.mouse.move(2, 2);
      near(await marks(page, 'out'), []);
    }),
  );

  await check('GCM with AAD, a random IV and the present: node:crypto opens it', () =>
    visit(browser, demo.url, {}, async (page) => {
      await page.getByRole('radio', { name: /GCM/ }).check();
      await field(page, 'aad').fill('order 17');
      await page.getByRole('button', { name: 'Random', exact: true }).click();
      const before = Math.floor(Date.now() / 1000);
      await page.getByRole('button', { name: 'Now', exact: true }).click();
      const first = await shown(page);
      const { text } = openWithNode(first, vector.appSecretKey, 'gcm', 'order 17');
      const [appId, made, expiry] = text.split('&');
      assert.equal(`${appId}&${expiry}`, '123456789&86400');
      assert.ok(before <= Number(made) && Number(made) <= Date.now() / 1000, made);
      await page.getByRole('button', { name: 'Issue another' }).click();
      const second = await shown(page);
      assert.notEqual(second.slice(0, 16), first.slice(0, 16));
      assert.equal(await rowHex(page, 'out'), Buffer.from(second, 'base64').toString('hex'));
    }),
  );

  await check('a field that is wrong is named, with the code, and the next token comes', () =>
    visit(browser, demo.url, {}, async (page) => {
      const cases = [
        ['captchaAppId', '12a', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
        ['captchaAppId', '', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
        ['appSecretKey', '', 'ERR_CAPTCHA_INVALID_KEY'],
        ['appSecretKey', 'k'.repeat(33), 'ERR_CAPTCHA_INVALID_KEY'],
        ['expiresInSeconds', '86401', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
        ['expiresInSeconds', '', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
        ['nowSeconds', 'soon', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
        ['iv', 'short', 'ERR_CAPTCHA_INVALID_ARGUMENT'],
      ];
      for (const [name, value, code] of cases) {
        const before = await field(page, name).inputValue();
        await field(page, name).fill(value);
        assert.equal(await field(page, name).getAttribute('aria-invalid'), 'true', `${name}=${value}`);
        assert.match(await page.getByRole('alert').innerText(), new RegExp(`^${code}: ${name}`));
        assert.equal(await shown(page), '');
        await field(page, name).fill(before);
        assert.equal(await shown(page), vector.aidEncrypted);
      }
    }),
  );

  await check('the key field says that a real AppSecretKey does not belong there', () =>
    visit(browser, demo.url, {}, async (page) => {
      const id = await field(page, 'appSecretKey').getAttribute('aria-describedby');
      assert.match(await page.locator(`[id="${id}"]`).innerText(), /does not belong in a browser/);
    }),
  );
}
