// Headless Chromium: Debian's, wherever CHROMIUM says, or installed here under CI.

import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serveFiles } from '../support/serve-files.mjs';
import { installTools } from '../support/npm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser's path, or null where there is none and it may not be installed. */
export function findChromium() {
  const find = () => [process.env.CHROMIUM, ...CANDIDATES].find((path) => path && existsSync(path));
  if (!find() && process.env.CI === 'true' && process.getuid?.() === 0) {
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
    });
  }
  return find() ?? null;
}

/** Opens a browser, gives it to `use`, and closes it in any case. */
export async function withChromium(use) {
  installTools(here);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
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
        .waitForFunction('window.report !== undefined', null, { timeout: 20_000 })
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
