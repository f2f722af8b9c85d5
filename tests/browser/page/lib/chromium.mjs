import { strict as assert } from 'node:assert';

export const languages = ['en', 'zh-CN'];
/**
 * Theme, language and one of two devices: with `long` all eight combinations, otherwise four, in which
 * each pair of two of them occurs.
 */
export function looks(devices, long) {
  const all = ['light', 'dark'].flatMap((colorScheme, a) =>
    languages.flatMap((language, b) =>
      devices.map((device, c) => ({ colorScheme, language, device, isEven: (a + b + c) % 2 === 0 })),
    ),
  );
  return all.filter(({ isEven }) => long || isEven);
}

export const panels = ['token', 'inspect', 'phone', 'read', 'code'];

/**
 * Opens the page and watches it: `quiet()` fails on anything on the console but plain logs, on
 * exceptions, on failed requests and on requests to another origin.
 */
export async function open(browser, url, options = {}) {
  const { panel = 'token', query = '', language = 'en', ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    // The steps of the phone need not be watched here.
    reducedMotion: 'reduce',
    ...rest,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints = [];
  const origin = new URL(url).origin;
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`foreign: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(`${url}#/${panel}${query}`);
  await page.locator('h1').waitFor();
  return {
    page,
    context,
    quiet: () => assert.deepEqual(complaints, []),
    async close() {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

/** Opens, runs, closes; whatever happens, what the page complained of is part of the failure. */
export async function visit(browser, url, options, work) {
  const opened = await open(browser, url, options);
  try {
    await work(opened.page, opened);
    opened.quiet();
  } finally {
    await opened.context.close();
  }
}
