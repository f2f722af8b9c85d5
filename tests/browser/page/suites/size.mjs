import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { www } from '../lib/prepare.mjs';

// 65 of it the wasm, which names other makers' mistakes.
const BUDGET_BYTES = 100 * 1024;

const gzipped = (body) => gzipSync(body, { level: 9 }).length;
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);

export default async function size({ browser, site, check, note }) {
  await check('the first load stays within 100 KB gzipped, wasm included', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const bodies = new Map();
    page.on('response', (response) => {
      bodies.set(new URL(response.url()).pathname, response.body());
    });
    await page.goto(site.url, { waitUntil: 'networkidle' });
    let total = 0;
    for (const [path, body] of bodies) {
      const bytes = gzipped(await body);
      total += bytes;
      note(`${kilobytes(bytes)}  ${path.replace(/.*\/captcha\//, '') || 'index.html'}`);
    }
    await context.close();
    note(`${kilobytes(total)}  first load, gzipped`);
    assert.ok(bodies.size >= 4, 'the page, its script, its style and the wasm were loaded');
    assert.ok([...bodies.keys()].some((path) => path.endsWith('.wasm')));
    assert.ok(total <= BUDGET_BYTES, `${total} bytes`);
  });
  await check('every file of the page, gzipped', () => {
    const folder = join(www, 'dist', 'assets');
    for (const name of readdirSync(folder)) {
      note(`${kilobytes(gzipped(readFileSync(join(folder, name))))}  ${name}`);
    }
    assert.ok(readdirSync(folder).every((name) => /-[\w-]{8}\.(js|css|wasm)$/.test(name)));
  });
}
