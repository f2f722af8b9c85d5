// The bench: what it makes of rounds, and that nobody is measured who does not do the whole job. The
// figures themselves are held by no test.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BARE, NODE_CRYPTO, OWN, SDK } from '../../benches/groups.mjs';
import { runScript } from '../../benches/lib/processes.mjs';
import { takeTurns } from '../../benches/lib/turns.mjs';
import { withWorkers } from '../../benches/lib/workers.mjs';
import { againstRows, appendixRows, growthOf, tableRows } from '../../benches/rows.mjs';
import { packageFolder } from '../support/built-package.mjs';
import { path } from './lib/files.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-bench-'));
const packages = join(folder, 'project');
let server;
let url;

before(async () => {
  mkdirSync(join(packages, 'node_modules'), { recursive: true });
  symlinkSync(packageFolder, join(packages, 'node_modules/tcaptcha-wasm'), 'dir');
  server = spawn(process.execPath, [path('benches/check/server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(server.stdout, 'data');
  url = `http://127.0.0.1:${Number(line)}`;
});

after(() => {
  server.stdin.end();
  rmSync(folder, { recursive: true, force: true });
});

const times = (milliseconds, peak) => ({ milliseconds, cpu: milliseconds, peak });

for (const [args, message] of [
  [['--against', '--quick'], /'--against'.*ambiguous/],
  [['--against'], /'--against .*missing/],
  [['--only', '--this-node'], /'--only'.*ambiguous/],
  [['--only', 'login,toString'], /no group is called 'toString': there are login,/],
  [['--quik'], /Unknown option '--quik'/],
  [['pkg'], /Unexpected argument 'pkg'/],
]) {
  test(`node benches/run.mjs ${args.join(' ')} is a usage error`, () => {
    const command = [path('benches/run.mjs'), ...args];
    const done = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 30_000 });
    assert.equal(done.status, 2, done.stderr);
    assert.match(done.stderr, message);
  });
}

test('a ratio is that of each round, so that a busy round does not count more than a quiet one', () => {
  const login = {
    // The second round was disturbed on both sides.
    [OWN]: [times(10, 40), times(100, 40), times(10, 40)],
    [SDK]: [times(150, 80), times(1500, 80), times(130, 90)],
  };
  const [cold, memory] = tableRows({ login }, undefined);
  assert.deepEqual([cold.id, cold.median, cold.low, cold.high], ['login', 15, 14, 15]);
  assert.deepEqual([cold.ours, cold.theirs, cold.reached], [10, 150, true]);
  assert.deepEqual([memory.id, memory.median, memory.reached], ['memory', 40, true]);
});

test('a figure short of its goal is missed, from below and from above', () => {
  const single = { [OWN]: [{ cpu: 75 }], [SDK]: [{ cpu: 100 }], [BARE]: [{ cpu: 50 }] };
  const many = { [OWN]: [{ clock: 100 }], [SDK]: [{ clock: 150 }] };
  const checks = { single, many };
  const [share, more] = tableRows({ checks });
  assert.deepEqual([share.compare, share.median, share.reached], ['share', 0.75, false]);
  assert.deepEqual([more.compare, more.median, more.reached], ['more', 1.5, false]);
  assert.equal(more.ours, 10_000);
  const [bare] = appendixRows({ checks });
  assert.deepEqual([bare.against, bare.median, bare.reached], [BARE, 1.5, false]);
});

test('another build of the package is a contender like the others', () => {
  const firstToken = { [OWN]: [times(8, 40)], earlier: [times(10, 40)] };
  const [row, cpu] = againstRows({ firstToken }, 'earlier');
  assert.deepEqual([row.id, row.against, row.median], ['firstToken', 'earlier', 0.8]);
  assert.equal(cpu.id, 'firstTokenCpu');
  const kept = { [OWN]: [{ cpu: 1 }], other: [{ cpu: 5 }], earlier: [{ cpu: 2 }] };
  const appendix = appendixRows({ tokens: { kept } }, undefined, 'earlier');
  assert.deepEqual(
    appendix.map(({ against }) => against),
    ['other'],
  );
});

test('growth that is linear has the exponent 1, and growth that is quadratic misses its goal', () => {
  const micros = (cost) => Object.fromEntries([1, 10, 100].map((count) => [count, [cost(count)]]));
  const [linear] = growthOf({ claims: { micros: micros(() => 3) } });
  assert.ok(Math.abs(linear.median - 1) < 1e-9 && linear.reached, String(linear.median));
  const [quadratic] = growthOf({ claims: { micros: micros((count) => count) } });
  assert.ok(Math.abs(quadratic.median - 2) < 1e-9 && !quadratic.reached, String(quadratic.median));
});

test('rounds that are missing are an error, not a figure', () => {
  const kept = { [OWN]: [{ cpu: 1 }, { cpu: 1 }], [NODE_CRYPTO]: [{ cpu: 5 }] };
  assert.throws(() => tableRows({ tokens: { kept } }), /rounds are missing/);
});

test('every contender is measured in every round, and none is always the first', async () => {
  const order = [];
  const answers = await takeTurns(['a', 'b', 'c'], 3, async (name) => order.push(name));
  assert.equal(order.join(''), 'abc' + 'abc' + 'bca' + 'cab');
  assert.deepEqual(
    Object.values(answers).map((rounds) => rounds.length),
    [3, 3, 3],
  );
});

test('a cold login and its parts are measured, and pass', async () => {
  const login = await runScript(process.execPath, 'cold/login-own.cjs', { packages, url });
  assert.ok(login.milliseconds > 0 && login.cpu > 0 && login.peak > 10, JSON.stringify(login));
  const parts = await runScript(process.execPath, 'cold/parts.cjs', { packages, url });
  assert.ok(
    Object.values(parts).every((part) => part > 0),
    JSON.stringify(parts),
  );
});

test('a check that does not pass ends the measurement', async () => {
  const body = JSON.stringify({ Response: { CaptchaCode: 8, RequestId: 'r' } });
  const refusing = http.createServer((request, response) =>
    request.resume().on('end', () => response.end(body)),
  );
  await new Promise((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  try {
    const settings = { packages, url: `http://127.0.0.1:${refusing.address().port}` };
    await assert.rejects(
      runScript(process.execPath, 'cold/login-own.cjs', settings),
      /the check did not pass.*"expired"/s,
    );
    const contenders = { [OWN]: { script: 'check/own.cjs', settings: { ...settings } } };
    await assert.rejects(
      withWorkers(process.execPath, contenders, (work) => work(OWN, { count: 1, inFlight: 1 })),
      /tcaptcha-wasm ended with code 1/,
    );
  } finally {
    refusing.close();
  }
});

test('warm checks and tokens are measured in processes that stay', async () => {
  const contenders = {
    check: { script: 'check/own.cjs', settings: { packages, url } },
    bare: { script: 'check/bare.cjs', settings: { packages, url } },
    token: { script: 'token/own.cjs', settings: { packages, way: 'kept' } },
  };
  await withWorkers(process.execPath, contenders, async (work) => {
    for (const name of Object.keys(contenders)) {
      const { cpu, clock } = await work(name, { count: 20, inFlight: 4 });
      assert.ok(cpu > 0 && clock > 0, `${name}: ${cpu} µs, ${clock} µs`);
    }
  });
});

test('the memory store is measured, and does not grow when it is full', async () => {
  const settings = { packages, rounds: 1, claims: 10, most: 150_000 };
  const flags = ['--expose-gc'];
  const claims = await runScript(process.execPath, 'store/claims.cjs', settings, flags);
  assert.deepEqual(Object.keys(claims.micros), ['1', '10', '100', '1000', '10000', '100000']);
  assert.ok(claims.most < 1.2 * claims.full, `${claims.full} MB when full, then ${claims.most} MB`);
});

test('both READMEs and benches/README.md state the figures of benches/results.json', () => {
  const { status, stderr } = spawnSync(process.execPath, [path('docs/speed.mjs'), '--check'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
});
