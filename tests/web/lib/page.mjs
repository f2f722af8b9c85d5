// The example as a user has it: its backend as a process, its page in Chromium.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeExample } from '../../frameworks/lib/consumer.mjs';
import { APPS, startProcess, startSimulator } from '../../frameworks/lib/running.mjs';

const [{ captchaAppId }] = APPS;
const script = readFileSync(fileURLToPath(new URL('stand-in.js', import.meta.url)), 'utf8');
/** The address that the example ships. */
const VENDOR = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

/** How the vendor's script can arrive. */
const ARRIVALS = {
  loaded: (route) => route.fulfill({ contentType: 'text/javascript', body: script }),
  blocked: (route) => route.abort('blockedbyclient'),
  emptied: (route) => route.fulfill({ contentType: 'text/javascript', body: '' }),
};
let cwd;

/**
 * Opens the example's page. Nothing but the example's own server is really asked.
 *
 * @param options.environment replaces variables of the backend
 * @param options.solve what the captcha gives instead of the simulator's answer
 */
export async function openExample(t, browser, { environment, solve } = {}) {
  cwd ??= makeExample('web');
  const { simulator, env } = await startSimulator(t, { requireAid: true });
  const backend = await startProcess(t, process.execPath, ['server.js'], {
    cwd,
    env: { ...env, ...environment },
  });
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const asked = [];
  const errors = [];
  let arrival = 'loaded';
  let late;
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    if (request.method() === 'POST')
      asked.push([new URL(request.url()).pathname, request.postDataJSON()]);
  });
  await page.route(/^https?:/, (route) => {
    const url = route.request().url();
    if (url.startsWith(backend.url)) return route.continue();
    if (url === VENDOR && arrival === 'late') return void (late = () => ARRIVALS.loaded(route));
    if (url === VENDOR) return ARRIVALS[arrival](route);
    errors.push(`foreign: ${url}`);
    return route.abort();
  });
  const solveHere = (input) => simulator.solve({ ...input, flow: 'web' });
  await page.exposeFunction('simulatorSolve', (input) =>
    solve ? solve(input, solveHere) : solveHere(input),
  );
  await page.clock.install();
  await page.goto(backend.url);
  await page.getByLabel('手机号').fill('13800000000');
  const button = page.getByRole('button', { name: '登录', exact: true });
  return {
    page,
    simulator,
    backend,
    captchaAppId,
    /** Paths and bodies of the requests to the backend so far. */
    asked,
    button,
    /** One of ARRIVALS, or `late`: not before `arrive` is called. */
    setArrival: (name) => (arrival = name),
    arrive: () => late(),
    async tap(outcome) {
      await button.click();
      if (outcome) await page.locator('#tcaptcha').getByText(outcome).click();
    },
    /** Waits until the page says this. */
    says: (text) =>
      page.getByRole('status').getByText(text, { exact: true }).waitFor({ timeout: 20_000 }),
    ended: () => assert.deepEqual(errors, []),
  };
}
