// Headless Chromium, and the suite in a page of it.

import { fileURLToPath } from 'node:url';
import { need } from '../support/needs.mjs';
import { installTools } from '../support/npm.mjs';
import { serveFiles } from '../support/serve-files.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium that tests/support/needs.mjs finds. */
export async function launchChromium() {
  installTools(here);
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: need('chromium'), args: FLAGS });
}

/** Opens a browser, gives it to `use`, and closes it in any case. */
export async function withChromium(use) {
  const browser = await launchChromium();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Runs the suite against `tcaptcha-wasm/web` in a page.
 *
 * The page's policy allows WebAssembly and no eval, as a careful site would have it.
 */
export async function runSuiteInChromium(packageFolder, suiteFolder) {
  // The same files under another address are another, uninitialized copy of the library.
  const copies = Array.from({ length: 20 }, (_, at) => [`/copies/${at + 1}/`, packageFolder]);
  const files = await serveFiles(
    [['/package/', packageFolder], ...copies, ['/tests/', suiteFolder], ['/', here]],
    { 'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'" },
  );
  try {
    return await withChromium(async (browser) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      await page.goto(`${files.url}/suite.html`);
      await page
        .waitForFunction('window.report !== undefined', null, { timeout: 120_000 })
        .catch(() => {
          throw new Error(`the page did not start: ${problems.join('; ')}`);
        });
      const report = await page.evaluate(() => window.report);
      return { version: browser.version(), report };
    });
  } finally {
    await files.close();
  }
}
