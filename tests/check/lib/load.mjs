// `check` at a steady rate, or as fast as the machine goes, against the simulator in a process of its own: none lost, none wrong,
// memory flat. Prints p50, p99 and the memory curve.
//
//   node --expose-gc tests/check/lib/load.mjs [seconds] [per second]

import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  captchaOptions,
  CAPTCHA_APP_ID,
  CREDENTIALS,
  APP_SECRET_KEY,
  createSimulator,
  lib,
  USER_IP,
} from './package.mjs';

/** A slow machine takes longer, and holds no more at once. */
const MOST_PENDING = 500;

if (process.argv[2] === 'simulator') await serve();
else await run(Number(process.argv[2] ?? 60), Number(process.argv[3] ?? 1000));

/** The other side: solves in batches and says what the client would be handed. */
async function serve() {
  const simulator = createSimulator({
    apps: [{ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY }],
    credentials: CREDENTIALS,
  });
  const { url } = await simulator.listen();
  process.on('message', (count) => {
    const flows = ['plugin', 'mini-program'];
    process.send({
      results: Array.from({ length: count }, (_, index) =>
        simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow: flows[index % 2] }),
      ),
    });
  });
  process.on('disconnect', () => process.exit());
  process.send({ url });
}

async function run(seconds, perSecond) {
  const other = fork(new URL(import.meta.url), ['simulator']);
  const [{ url }] = await once(other, 'message');
  const captcha = lib.createCaptcha(captchaOptions(url));
  const batch = async () => {
    other.send(perSecond);
    const [{ results }] = await once(other, 'message');
    return results;
  };

  const latenciesMs = [];
  const outcomes = {};
  const memory = [];
  let replaysWrong = 0;
  let pending = 0;
  const one = async (captchaResult) => {
    const startedMs = performance.now();
    pending++;
    const outcome = await captcha.check({ captchaResult, userIp: USER_IP });
    pending--;
    latenciesMs.push(performance.now() - startedMs);
    const name = outcome.reason ? `${outcome.status}/${outcome.reason}` : outcome.status;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  };
  const replay = async (captchaResult) => {
    const { reason } = await captcha.check({ captchaResult, userIp: USER_IP });
    if (reason !== 'replayed') replaysWrong++;
  };

  for (const captchaResult of await batch()) await one(captchaResult); // warm
  latenciesMs.length = 0;
  for (const name of Object.keys(outcomes)) delete outcomes[name];

  const all = [];
  let next = await batch();
  const beganMs = performance.now();
  const cpuBefore = process.cpuUsage();
  for (let second = 0; second < seconds; second++) {
    const results = next;
    const upcoming = second + 1 < seconds ? batch() : undefined;
    for (let sent = 0; sent < perSecond;) {
      const due = Math.min(
        perSecond,
        Math.ceil(((performance.now() - beganMs) / 1000 - second) * perSecond),
      );
      for (; sent < due && pending < MOST_PENDING; sent++) all.push(one(results[sent]));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    all.push(replay(results[0]));
    next = await upcoming;
    if (second % Math.max(1, Math.floor(seconds / 12)) === 0) {
      global.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      memory.push({
        second,
        heapMb: +(heapUsed / 2 ** 20).toFixed(1),
        rssMb: Math.round(rss / 2 ** 20),
      });
    }
  }
  await Promise.all(all);
  const tookSeconds = (performance.now() - beganMs) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  captcha.dispose();
  other.disconnect();

  latenciesMs.sort((a, b) => a - b);
  const quantile = (part) => latenciesMs[Math.floor(latenciesMs.length * part)].toFixed(2);
  const expected = seconds * perSecond;
  console.log(
    `load: ${expected} checks in ${tookSeconds.toFixed(1)} s: ${JSON.stringify(outcomes)}, replays wrong: ${replaysWrong}`,
  );
  console.log(
    `load: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, most ${latenciesMs.at(-1).toFixed(2)} ms, cpu ${((cpu.user + cpu.system) / expected).toFixed(0)} us a check, this script included`,
  );
  console.log(
    `load: memory ${memory.map(({ second, heapMb, rssMb }) => `${second}s ${heapMb}/${rssMb}`).join(', ')} (heap/rss MB)`,
  );
  const good =
    outcomes.passed === expected && latenciesMs.length === expected && replaysWrong === 0;
  // What the store, this script's own figures and its pending list hold grows; nothing else may.
  const grown = memory.at(-1).heapMb - memory[0].heapMb;
  const allowedMb = 10 + (expected / 1000) * 1.2;
  if (!good || grown > allowedMb) {
    console.log(`load: FAILED (${good ? `heap grew by ${grown} MB` : 'lost or wrong'})`);
    process.exitCode = 1;
  }
}
