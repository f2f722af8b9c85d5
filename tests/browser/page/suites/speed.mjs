import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROUNDS = 5;
const THROTTLING = 4;
const BUDGET_MS = 1000;

/** One cold load with a slowed processor, and what the browser's trace says of it. */
async function load(browser, url, round) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const path = join(tmpdir(), `tcaptcha-trace-${process.pid}-${round}.json`);
  await browser.startTracing(page, { path, categories: ['devtools.timeline', 'blink.user_timing', 'loading', 'v8'] });
  await page.goto(url);
  await page.waitForFunction(() => performance.getEntriesByName('tcaptcha-usable').length > 0);
  const marks = await page.evaluate(() => ({
    usable: performance.getEntriesByName('tcaptcha-usable')[0].startTime,
    wasm: performance.getEntriesByName('tcaptcha-ready')[0].startTime,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  }));
  await page.waitForTimeout(200);
  await browser.stopTracing();
  await context.close();
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8'));
  return { ...marks, ...sums(traceEvents) };
}

/** Milliseconds of the main thread by kind of work, and its longest task. */
function sums(events) {
  const milliseconds = (names) =>
    events
      .filter((event) => event.ph === 'X' && names.includes(event.name))
      .reduce((sum, event) => sum + (event.dur ?? 0) / 1000, 0);
  const tasks = events.filter((event) => event.ph === 'X' && event.name === 'RunTask');
  return {
    script: milliseconds(['EvaluateScript', 'v8.compileModule', 'FunctionCall']),
    layout: milliseconds(['Layout', 'UpdateLayoutTree']),
    longestTask: Math.max(0, ...tasks.map((event) => (event.dur ?? 0) / 1000)),
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

export default async function speed({ browser, site, check, note }) {
  await check(`usable within ${BUDGET_MS} ms with a processor ${THROTTLING} times slower`, async () => {
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) rounds.push(await load(browser, site.url, i));
    for (const [name, label] of [
      ['paint', 'first contentful paint'],
      ['wasm', 'wasm compiled'],
      ['usable', 'usable: token and picture on the screen'],
      ['script', 'script, in all'],
      ['layout', 'style and layout, in all'],
      ['longestTask', 'longest task'],
    ]) {
      const values = rounds.map((round) => round[name] ?? Number.NaN);
      note(`${median(values).toFixed(0).padStart(5)} ms  ${label} (${values.map((v) => v.toFixed(0)).join(', ')})`);
    }
    const usable = median(rounds.map((round) => round.usable));
    assert.ok(usable > 0 && usable < BUDGET_MS, `${usable} ms`);
  });
}
