// The pages in docs/production: their code as it stands, and what they say of events and of doctor.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { blocksBelow, requireOf, runBlock } from './lib/blocks.mjs';
import { path } from './lib/files.mjs';
import { runNpx } from './lib/npx.mjs';
import { startService } from './lib/service.mjs';

const folder = process.env.TCAPTCHA_PACKAGE;
const require = createRequire(import.meta.url);
const lib = require(folder);
const { block, left } = blocksBelow('production', {
  'production/prometheus#prometheus-use': 'tests/check/monitoring.test.mjs',
  'production/opentelemetry#opentelemetry-use': 'tests/check/monitoring.test.mjs',
});
const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'id', secretKey: 'key' };
const closed = { captchaResult: { ret: 2 }, userIp: '203.0.113.7' };

/** Runs a block; `results` are the names that it leaves. */
function run(code, context, results) {
  const names = Object.keys(context);
  return new Function(...names, `${code}\nreturn { ${results.join(', ')} };`)(
    ...names.map((name) => context[name]),
  );
}

test('onCheck and the channel, as the page shows them', async () => {
  const logged = [];
  const console = { log: (line) => logged.push(line) };
  const createCaptcha = (options) => lib.createCaptcha({ ...options, credentials });
  const { captcha } = run(
    block('production/monitoring#on-check'),
    { createCaptcha, console, ...app },
    ['captcha'],
  );
  const alerts = [];
  run(
    block('production/monitoring#channel'),
    { require, alertOperator: (reason) => alerts.push(reason) },
    [],
  );
  await captcha.check(closed);
  captcha.dispose();
  const { durationMs, ...rest } = JSON.parse(logged[0]);
  assert.deepEqual(rest, { status: 'rejected', reason: 'closed', attempts: 0, origin: 'plain' });
  const store = {
    shared: true,
    claim: async () => Promise.reject(new Error('down')),
    release: async () => {},
  };
  const broken = lib.createCaptcha({ ...app, credentials, store });
  await broken.check({ captchaResult: { ret: 0, ticket: 'tr0abc' }, userIp: '203.0.113.7' });
  broken.dispose();
  assert.deepEqual(alerts, ['store']);
});

test('the table of an event’s fields has every field', () => {
  const source = readFileSync(path('pkg-template/src/check/events.ts'), 'utf8');
  const type = source.slice(
    source.indexOf('export type CheckEvent'),
    source.indexOf('/** The part of an event'),
  );
  const fields = new Set([...type.matchAll(/\b(\w+)\??: /g)].map(([, name]) => name));
  for (const name of ['monitoring.md', 'monitoring.zh-CN.md']) {
    const text = readFileSync(path(`docs/production/${name}`), 'utf8');
    const rows = [...text.matchAll(/^\| ((?:`\w+`[,、]? ?)+) \|/gm)].flatMap(([, cell]) =>
      cell.match(/\w+/g),
    );
    for (const field of fields) assert.ok(rows.includes(field), `${name}: ${field}`);
  }
});

/** doctor as it is, without the network. */
function doctor() {
  const done = spawnSync(
    process.execPath,
    [join(folder, 'cli.js'), 'doctor', '--offline', '--json'],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  );
  return JSON.parse(done.stdout);
}

test('the table of doctor’s parts has its names, in its order', () => {
  const names = doctor().checks.map(({ name }) => name);
  for (const name of ['doctor.md', 'doctor.zh-CN.md']) {
    const text = readFileSync(path(`docs/production/${name}`), 'utf8');
    const table = text.slice(text.indexOf('| `version`'), text.indexOf('`--json`'));
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) =>
      cell.match(/`(\w+)`/g).map((one) => one.slice(1, -1)),
    );
    assert.deepEqual(listed, names);
  }
  const shown = JSON.parse(block('production/doctor#doctor-json'));
  assert.deepEqual(Object.keys(shown), Object.keys(doctor()));
  for (const one of shown.checks) {
    assert.deepEqual(Object.keys(one), ['name', 'state', 'message']);
    assert.ok(names.includes(one.name));
  }
});

test('the policy is the one that doctor suggests', () => {
  const policy = JSON.stringify(JSON.parse(block('production/doctor#policy')));
  assert.ok(
    readFileSync(join(folder, 'cli.js'), 'utf8').includes('captcha:DescribeCaptchaMiniResult'),
  );
  // As a test of the command reads it from the output: tests/cli/doctor.test.mjs.
  assert.equal(
    policy,
    '{"version":"2.0","statement":[{"effect":"allow","action":["captcha:DescribeCaptchaMiniResult","captcha:DescribeCaptchaResult"],"resource":["*"]}]}',
  );
});

for (const [key, file] of [
  ['production/prometheus#prometheus', 'monitoring/prometheus.js'],
  ['production/opentelemetry#opentelemetry', 'monitoring/opentelemetry.js'],
  ['production/disaster-recovery#let-in-file', 'disaster-recovery/let-in.js'],
]) {
  test(`${key} is examples/${file} as it is`, () => {
    assert.equal(`${block(key)}\n`, readFileSync(path(`examples/${file}`), 'utf8'));
  });
}

test('the alerts count what the recipe counts', () => {
  const alerts = block('production/prometheus#prometheus-alerts');
  const recipe = block('production/prometheus#prometheus');
  for (const [, metric] of alerts.matchAll(/\b(captcha_\w+)\b/g))
    assert.ok(recipe.includes(`'${metric}'`), metric);
  const rust = readFileSync(path('src/verify/outcome.rs'), 'utf8');
  for (const [, list] of alerts.matchAll(/reason=~?"([^"]+)"/g)) {
    for (const reason of list.split('|')) assert.ok(rust.includes(`"${reason}"`), reason);
  }
});

test('the command doctor is run', async () => {
  const done = await runNpx(block('production/doctor#doctor-run'), {
    CAPTCHA_ENDPOINT: 'http://127.0.0.1:9',
  });
  assert.equal(done.code, 1, done.output);
  assert.match(done.output, /Node\.js +✓/);
});

/** What the page's functions answer, for a solved captcha and with a fault of the simulator. */
const ENDS = [
  [null, 'in'],
  [{ kind: 'code', captchaCode: 26 }, 'in'],
  [{ kind: 'reset' }, 'in'],
  [{ kind: 'code', captchaCode: 31 }, 'quota'],
  [{ kind: 'code', captchaCode: 8 }, 'expired'],
];
const letIn = createRequire(path('examples/disaster-recovery/README.md'))('./let-in');

test('letting people in while the service is down, and only then', async () => {
  const { simulator, createCaptcha, solve } = await startService();
  const captcha = createCaptcha(app);
  const logged = [];
  const createLetIn = (bounds) =>
    letIn.createLetIn({ ...bounds, log: (line) => logged.push(line), nowMs: () => 0 });
  const context = {
    require: () => ({ createLetIn }),
    captcha,
    logIn: () => 'in',
    refuse: (reason) => reason,
  };
  const { login } = await runBlock(block('production/disaster-recovery#let-in-use'), context, [
    'login',
  ]);
  for (const [fault, expected] of ENDS) {
    simulator.setFault(fault && { ...fault, times: 1 });
    assert.equal(await login(solve(), '203.0.113.7'), expected);
  }
  assert.equal(logged.length, 2);
  assert.equal(
    await login({ ret: 0, ticket: 'trerror_1001_123456789_1710144972' }, '203.0.113.7'),
    'fallback_ticket',
  );
  simulator.setFault({ kind: 'error', code: 'AuthFailure.SignatureFailure' });
  await assert.rejects(login(solve(), '203.0.113.7'));
  captcha.dispose();
  await simulator.close();
});

test('letting people in with a framework: the option and the route', async () => {
  const calls = [];
  const context = {
    require: () => letIn,
    captcha: {},
    logIn() {},
    requireCaptcha: (...args) => args,
    app: { post: (...args) => calls.push(args) },
  };
  const left = await runBlock(block('production/disaster-recovery#let-in-framework'), context, [
    'letIn',
  ]);
  assert.deepEqual(calls, [
    ['/api/login', [context.captcha, { onNotPassed: left.letIn }], context.logIn],
  ]);
});

test('which key issued a token', async () => {
  const [oldKey, newKey] = ['the-old-key', 'the-new-key'];
  for (const [appSecretKey, expected] of [
    [newKey, 'new key'],
    [oldKey, 'old key'],
  ]) {
    const lines = [];
    const aidEncrypted = lib.encryptAid({ ...app, appSecretKey });
    const context = {
      require: requireOf(),
      aidEncrypted,
      newKey,
      oldKey,
      console: { log: (line) => lines.push(line) },
    };
    await runBlock(block('production/key-rotation#rotation'), context);
    assert.deepEqual(lines, [expected]);
  }
});

test('keys are replaced without a restart, and stay when the new one is bad', async () => {
  let appSecretKey = 'the-old-key';
  const context = {
    createCaptcha: lib.createCaptcha,
    readOptions: () => ({ ...app, appSecretKey, credentials }),
  };
  const code = `${block('production/key-rotation#replace')}\nconst current = () => captcha;`;
  const { replaceKeys, current } = await runBlock(code, context, ['replaceKeys', 'current']);
  const old = current();
  const issuedBy = () =>
    lib.inspectAid(current().issueAid(), { appSecretKey: ['the-old-key', 'the-new-key'] }).keyIndex;
  appSecretKey = '';
  assert.throws(replaceKeys, { code: 'ERR_CAPTCHA_INVALID_KEY' });
  assert.equal(issuedBy(), 0);
  appSecretKey = 'the-new-key';
  replaceKeys();
  assert.equal(issuedBy(), 1);
  assert.throws(() => old.issueAid(), { code: 'ERR_CAPTCHA_DISPOSED' });
  current().dispose();
});

/** A wx-server-sdk with a collection that takes each `_id` once. */
function cloudWithRows(rows) {
  const collection = () => ({
    async add({ data }) {
      if (rows.has(data._id))
        throw Object.assign(new Error('duplicate key'), {
          errCode: -502001,
          errMsg: 'E11000 duplicate key',
        });
      rows.set(data._id, data);
      return { _id: data._id };
    },
    where: ({ expiresAtMs }) => ({
      get: async () => ({ data: [] }),
      async remove() {
        const expired = [...rows].filter(([, row]) => row.expiresAtMs < expiresAtMs);
        for (const [key] of expired) rows.delete(key);
        return { stats: { removed: expired.length } };
      },
    }),
  });
  return { init() {}, database: () => ({ collection, command: { lt: (value) => value } }) };
}

test('a store in Redis and one in the cloud database stop a replay before the vendor is asked', async () => {
  const { simulator, ofPackage, solve } = await startService();
  const values = new Map();
  class Redis {
    on() {}
    /** As the script of the store: the first claim of a key. */
    async call(command, script, count, key, value) {
      if (!values.has(key)) values.set(key, value);
      return values.get(key) === value ? 1 : 0;
    }
  }
  const rows = new Map();
  const own = { 'tcaptcha-wasm': ofPackage, ioredis: Redis, 'wx-server-sdk': cloudWithRows(rows) };
  for (const [name, kept] of [
    ['store-redis', values],
    ['store-cloud-database', rows],
  ]) {
    const context = { require: requireOf(own), ...app, process: { env: {} } };
    const { captcha } = await runBlock(block(`production/instances#${name}`), context, ['captcha']);
    const input = { captchaResult: solve(), userIp: '203.0.113.7' };
    assert.equal((await captcha.check(input)).status, 'passed');
    assert.equal(
      (await captcha.check(input)).message.split(';')[0],
      'the ticket was checked before',
    );
    assert.equal(kept.size, 1, name);
    captcha.dispose();
  }
  await simulator.close();
});

test('the function of the timer removes what has expired', async () => {
  const rows = new Map([
    ['old', { expiresAtMs: 1 }],
    ['new', { expiresAtMs: Date.now() + 60_000 }],
  ]);
  const exports = {};
  const own = { 'wx-server-sdk': cloudWithRows(rows) };
  await runBlock(block('production/instances#store-clean-up'), {
    require: requireOf(own),
    exports,
  });
  assert.equal(await exports.main(), 1);
  assert.deepEqual([...rows.keys()], ['new']);
  const { triggers } = JSON.parse(block('production/instances#store-trigger'));
  // Second, minute, hour, day, month, weekday, year.
  assert.deepEqual(
    triggers.map(({ type, config }) => [type, config]),
    [['timer', '0 0 * * * * *']],
  );
});

test('no block was left out', () => {
  assert.deepEqual(left(), []);
});
