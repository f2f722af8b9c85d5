// Checks against one loopback server: processor time of each, and how many go through in a second.

import { answer, settings } from '../lib/child.mjs';
import { rotated } from '../lib/paired.mjs';
import { bareClient, fetchClient, keepAliveAgent, officialClient, ownClient } from './clients.mjs';

const { port, rounds, batch } = settings;
const clients = {
  'tcaptcha-wasm': ownClient(port),
  'official SDK': officialClient(port),
  'official SDK, keep-alive agent': officialClient(port, keepAliveAgent()),
  fetch: fetchClient(port),
  'http.request alone': bareClient(port),
};
const IN_FLIGHT = 32;

/** `count` checks, so many at a time; microseconds of processor time and of the clock, each. */
async function run(check, count, inFlight) {
  let left = count;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      if (!(await check())) throw new Error('a check did not pass');
    }
  };
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const clock = Number(process.hrtime.bigint() - start) / 1e3;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / count, clock: clock / count };
}

const names = Object.keys(clients);
const empty = () => Object.fromEntries(names.map((name) => [name, []]));
const result = { oneCpu: empty(), manyClock: empty(), inFlightCpu: {} };
for (const name of names) {
  await run(clients[name], 4 * batch, 1);
  await run(clients[name], 4 * batch, IN_FLIGHT);
}
for (let round = 0; round < rounds; round++) {
  for (const name of rotated(names, round)) {
    result.oneCpu[name].push((await run(clients[name], batch, 1)).cpu);
  }
  for (const name of rotated(names, round)) {
    result.manyClock[name].push((await run(clients[name], 2 * batch, IN_FLIGHT)).clock);
  }
}

// Whether checks in flight cost more when there are more of them.
const widths = [1, 4, 16, 64, 256];
for (const width of widths) result.inFlightCpu[width] = [];
for (const width of widths) await run(clients['tcaptcha-wasm'], 2 * width, width);
for (let round = 0; round < Math.ceil(rounds / 2); round++) {
  for (const width of rotated(widths, round)) {
    result.inFlightCpu[width].push((await run(clients['tcaptcha-wasm'], 4 * batch, width)).cpu);
  }
}
answer(result);
process.exit();
