import { strict as assert } from 'node:assert';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 3;
const THROTTLING = 4;

/** One cold load, and what the browser's trace says of it. */
async function load(browser, url, throttling) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttling });
  const path = join(tmpdir(), `tcaptcha-trace-${process.pid}.json`);
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
  await browser.startTracing(page, { path, categories });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('tcaptcha-usable').length > 0);
  const marks = await page.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    return {
      usable: at('tcaptcha-usable'),
      wasm: at('tcaptcha-ready'),
      paint: at('first-contentful-paint'),
    };
  });
  await browser.stopTracing();
  await context.close();
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8'));
  await rm(path);
  return { ...marks, ...sums(traceEvents) };
}

/** Milliseconds of the page's main thread until it was usable, by kind of work. */
function sums(events) {
  const mark = events.find((event) => event.name === 'tcaptcha-usable');
  const own = events.filter(
    (event) =>
      event.ph === 'X' && event.pid === mark.pid && event.tid === mark.tid && event.ts <= mark.ts,
  );
  const milliseconds = (names, clock) =>
    own
      .filter((event) => names.includes(event.name))
      .reduce((sum, event) => sum + (event[clock] ?? 0) / 1000, 0);
  return {
    script: milliseconds(['EvaluateScript', 'v8.compileModule', 'FunctionCall'], 'dur'),
    layout: milliseconds(['Layout', 'UpdateLayoutTree'], 'dur'),
    processor: milliseconds(['RunTask'], 'tdur'),
  };
}

/** How soon depends on the machine, so it is printed; what has to come before what is asserted. */
export default async function speed({ browser, site, check, note }) {
  await check(`wasm, then a token and its picture on the screen, with a processor ${THROTTLING} times slower`, async () => {
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) rounds.push(await load(browser, site.url, THROTTLING));
    for (const [name, label] of [
      ['wasm', 'wasm compiled'],
      ['paint', 'first contentful paint'],
      ['usable', 'usable: token and picture on the screen'],
      ['script', 'script until then'],
      ['layout', 'style and layout until then'],
      ['processor', 'all work of the main thread until then'],
    ]) {
      const all = rounds.map((round) => round[name].toFixed(0));
      note(`${Math.min(...all).toFixed(0).padStart(5)} ms  ${label} (${all.join(', ')})`);
    }
    for (const { wasm, usable, paint } of rounds) {
      assert.ok(wasm > 0 && wasm <= usable && paint > 0, `${wasm}, ${usable}, ${paint} ms`);
    }
  });
}
