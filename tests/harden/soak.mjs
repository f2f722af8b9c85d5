// Mixed load for a while, with faults switched at random, Redis restarted and clocks skewed:
// counters add up, nothing passes twice, memory and handles stay flat.
//
//   node --expose-gc tests/harden/soak.mjs [seconds]
//
// TCAPTCHA_SEED repeats the faults' order (not the timing).

import Redis from 'ioredis';
import { startRedis } from '../check/lib/redis.mjs';
import { need } from '../support/needs.mjs';
import {
  APP_SECRET_KEY,
  CAPTCHA_APP_ID,
  captchaOptions,
  CREDENTIALS,
  lib,
  memoryOf,
  simulator as simulatorModule,
  USER_IP,
} from './lib/package.mjs';

const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.env.TCAPTCHA_SEED ?? Date.now() % 2 ** 31);
const WORKERS = 16;
/** What compiled code and pools may take, however long it runs. */
const FLAT_MB = 6;
const random = mulberry32(seed);
const pick = (list) => list[Math.floor(random() * list.length)];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
console.log(`soak: ${seconds} s, TCAPTCHA_SEED=${seed}`);

let skewMs = 0;
let simulator = simulatorModule.createSimulator({
  apps: [{ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY }],
  credentials: CREDENTIALS,
  clock: () => Date.now() + skewMs,
});
const { url } = await simulator.listen();

// Without a server, one process's memory is the store.
let redis = need('redis-server') ? await startRedis() : undefined;
const clients = [];
const stores = redis ? [redisClient(), redisClient()] : twice(lib.memoryStore());
// Two captchas on one store, as two processes would have them.
const captchas = stores.map((store) =>
  lib.createCaptcha(captchaOptions({ endpoint: url, store, timeoutMs: 400 })),
);

const totals = { presented: 0, tickets: 0, faults: 0, restarts: 0, skews: 0 };
const outcomes = {};
// Weak, as each ticket is presented in its own round only: what it counted does not stay.
const passes = new WeakMap();
const wrong = [];
const THROWN = ['ERR_CAPTCHA_AUTH', 'ERR_CAPTCHA_REQUEST'];
const HONEST =
  /^(passed|rejected\/(replayed|expired|malformed|closed|failed|fallback_ticket|invalid_ticket|risk|mismatch|refused|malicious)|unavailable\/(timeout|network|service|rate_limited|quota|store|overloaded))$/;

const untilMs = performance.now() + seconds * 1000;
const running = () => performance.now() < untilMs;
// Everything allocated that stays before the measure is taken.
await Promise.all(Array.from({ length: 64 }, () => round()));
const before = await measure();
await Promise.all([switchFaults(), restartRedis(), ...Array.from({ length: WORKERS }, work)]);

simulator.setFault(null);
skewMs = 0;
await pause(1500);
let healed = 0;
const patient = lib.createCaptcha(
  captchaOptions({ endpoint: url, store: stores[0], timeoutMs: 60_000 }),
);
for (let count = 0; count < 50; count++)
  if ((await present(ticket(), patient)) === 'passed') healed++;
patient.dispose();
// The vendor's memory of tickets is not the package's.
await simulator.close();
simulator = undefined;
let after = await measure();
// What is being closed takes a moment; what is left over stays.
for (let wait = 0; wait < 100 && after.handles > before.handles; wait++) after = await measure();
report();
for (const captcha of captchas) captcha.dispose();
for (const client of clients) client.disconnect();
await redis?.stop();

function ticket() {
  totals.tickets++;
  return simulator.solve({
    captchaAppId: CAPTCHA_APP_ID,
    flow: pick(['plugin', 'mini-program', 'web']),
  });
}

async function work() {
  // A pause, because outcomes that come at once (a store that is down) would keep timers from firing.
  while (running()) await round().then(() => pause(2 + random() * 6));
}

/** One user: a ticket, presented once or several times at once, here and there; or nonsense. */
async function round() {
  const nonsense = [
    { ret: 1 },
    { ret: 2 },
    {},
    null,
    'x',
    { ret: 0, ticket: 'trerror_1_1_1' },
    { ret: 0, ticket: 'tr0invented' },
  ];
  const captchaResult = random() < 0.15 ? pick(nonsense) : ticket();
  const times = pick([1, 1, 2, 3]);
  captchas[0].issueAid();
  await Promise.all(Array.from({ length: times }, () => present(captchaResult, pick(captchas))));
  // And once more, later: the claim is there, or the vendor knows.
  if (random() < 0.2) await present(captchaResult, pick(captchas));
}

async function present(captchaResult, captcha) {
  totals.presented++;
  let name;
  try {
    const { status, reason } = await captcha.check({ captchaResult, userIp: USER_IP });
    name = reason ? `${status}/${reason}` : status;
    if (!HONEST.test(name)) wrong.push(name);
  } catch (error) {
    name = error.code ?? String(error);
    if (!THROWN.includes(name)) wrong.push(error.stack);
  }
  outcomes[name] = (outcomes[name] ?? 0) + 1;
  if (name === 'passed') {
    const count = (passes.get(captchaResult) ?? 0) + 1;
    passes.set(captchaResult, count);
    if (count > 1) wrong.push('a ticket passed twice');
  }
  return name;
}

async function switchFaults() {
  const faults = [
    null,
    null,
    null,
    { kind: 'hang' },
    { kind: 'reset' },
    { kind: 'truncate' },
    { kind: 'junk' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 302 },
    { kind: 'error', code: 'InternalError' },
    { kind: 'error', code: 'RequestLimitExceeded' },
    { kind: 'error', code: 'AuthFailure.SignatureExpire' },
    { kind: 'code', captchaCode: 8 },
    { kind: 'code', captchaCode: 26 },
    { kind: 'code', captchaCode: 9 },
    { kind: 'delay', delayMs: 200 },
    { kind: 'delay', delayMs: 600 },
  ];
  while (running()) {
    const fault = pick(faults);
    simulator.setFault(fault && { ...fault, times: 1 + Math.floor(random() * 30) });
    if (fault) totals.faults++;
    if (random() < 0.1) {
      skewMs = pick([0, 0, 240_000, -240_000, 400_000, -400_000, 86_400_000]);
      totals.skews++;
    }
    await pause(20 + random() * 250);
  }
}

async function restartRedis() {
  if (!redis) return;
  while (running()) {
    await pause(
      Math.min(15_000, Math.max(0, untilMs - performance.now() - 3000)) * (0.3 + 0.5 * random()) +
        100,
    );
    if (!running()) return;
    if (random() < 0.5) {
      redis.pause();
      await pause(700);
      redis.resume();
    } else {
      const { port } = redis;
      await redis.stop();
      await pause(300);
      redis = await startRedis(port);
    }
    totals.restarts++;
  }
}

function redisClient() {
  const client = new Redis(redis.url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => 50,
  });
  client.on('error', () => {});
  clients.push(client);
  return lib.redisStore(client);
}

function twice(store) {
  return [store, store];
}

async function measure() {
  for (let count = 0; count < 3; count++) {
    global.gc?.();
    await pause(20);
  }
  const { heapUsed } = process.memoryUsage();
  return {
    heapMb: heapUsed / 2 ** 20,
    wasmPages: memoryOf(lib).buffer.byteLength / 65_536,
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length,
  };
}

function report() {
  const sum = Object.values(outcomes).reduce((all, count) => all + count, 0);
  const grownMb = after.heapMb - before.heapMb;
  console.log(`soak: ${JSON.stringify(totals)}`);
  console.log(`soak: ${JSON.stringify(outcomes)}`);
  console.log(
    `soak: heap ${before.heapMb.toFixed(1)} to ${after.heapMb.toFixed(1)} MB, wasm ${before.wasmPages} to ${after.wasmPages} pages, handles ${before.handles} to ${after.handles}`,
  );
  const problems = [
    ...wrong.slice(0, 5),
    sum !== totals.presented && `${totals.presented} presented, ${sum} outcomes`,
    healed !== 50 && `${healed} of 50 pass once the faults are gone`,
    !(outcomes.passed > totals.presented / 20) &&
      `only ${outcomes.passed} passed: this says little`,
    grownMb > FLAT_MB && `the heap grew by ${grownMb.toFixed(1)} MB`,
    after.wasmPages !== before.wasmPages && 'the wasm memory grew',
    after.handles > before.handles && 'handles are left over',
  ].filter(Boolean);
  for (const problem of problems) console.log(`soak: FAILED: ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
