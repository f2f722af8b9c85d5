// What an event costs, as a share of a check's processor time: prints it, and holds nothing to the clock.
//
//   node benches/check/on-check.mjs [PACKAGE]     (pkg/ when left out)
//
// The cost is measured without a network, with a transport that answers at once, where a microsecond is
// not lost in the noise; the check that it is a share of goes to a server on the loopback address.

import { fork } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import http from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const BODY = JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r-1' } });
const CHECKS = 2000;
const ROUNDS = 31;
const listener = () => {};

if (process.send) serve();
else await measure();

/** In a process of its own, whose time is not counted. */
function serve() {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(BODY));
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

async function measure() {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../../pkg', import.meta.url));
  const lib = createRequire(import.meta.url)(folder);
  const server = fork(fileURLToPath(import.meta.url));
  const port = await new Promise((resolve) => server.once('message', resolve));
  const options = {
    captchaAppId: '123456789',
    appSecretKey: '1234567891011121314151516',
    credentials: { secretId: 'id', secretKey: 'key' },
  };
  const transport = async () => ({ status: 200, body: BODY });
  const onCheck = () => {};
  const variants = {
    'no listener': lib.createVerifier({ ...options, transport }),
    onCheck: lib.createVerifier({ ...options, transport, onCheck }),
    'onCheck and channel': lib.createVerifier({ ...options, transport, onCheck }),
  };
  const [base, ...others] = Object.keys(variants);
  const run = async (name) => {
    if (name.includes('channel')) diagnostics.subscribe('tcaptcha-wasm:check', listener);
    const micros = await cpuMicros(variants[name]);
    diagnostics.unsubscribe('tcaptcha-wasm:check', listener);
    return micros;
  };
  for (const name of Object.keys(variants)) await run(name);
  // In pairs, each first in turn: what else the machine does hits both.
  const costs = Object.fromEntries(others.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of others) {
      const order = round % 2 === 0 ? [base, name] : [name, base];
      const micros = {};
      for (const one of order) micros[one] = await run(one);
      costs[name].push(micros[name] - micros[base]);
    }
  }
  const remote = lib.createVerifier({
    ...options,
    endpoint: `http://127.0.0.1:${port}`,
    timeoutMs: 60_000,
  });
  const cpu = [];
  for (let round = 0; round < ROUNDS; round += 1) cpu.push(await cpuMicros(remote));
  const check = median(cpu);
  console.log(`a check over loopback: ${check.toFixed(1)} µs of processor time`);
  for (const name of others) {
    const cost = median(costs[name]);
    console.log(
      `${name}: ${cost.toFixed(2)} µs an event, ${((cost / check) * 100).toFixed(2)} % of a check`,
    );
  }
  server.kill();
}

async function checks(verifier) {
  for (let count = 0; count < CHECKS; count += 1) {
    await verifier.verify({ ticket: 'tr0benchmark', userIp: '203.0.113.7' });
  }
}

async function cpuMicros(verifier) {
  const before = process.cpuUsage();
  await checks(verifier);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CHECKS;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
