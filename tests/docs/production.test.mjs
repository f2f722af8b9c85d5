// The pages about running this in production: their code as it stands, and what they say of doctor.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { path } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

const folder = process.env.TCAPTCHA_PACKAGE;
const require = createRequire(import.meta.url);
const lib = require(folder);
const page = (name) => readMarkdown(path(`docs/production/${name}`));
const block = (name, wanted) => page(name).blocks.find((one) => one.name === wanted).code;
const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'id', secretKey: 'key' };
const closed = { captchaResult: { ret: 2 }, userIp: '203.0.113.7' };

/** Runs a block; `results` are the names that it leaves. */
function run(code, context, results) {
  const names = Object.keys(context);
  return new Function(...names, `${code}\nreturn { ${results.join(', ')} };`)(...names.map((name) => context[name]));
}

test('onCheck and the channel, as the page shows them', async () => {
  const logged = [];
  const console = { log: (line) => logged.push(line) };
  const createCaptcha = (options) => lib.createCaptcha({ ...options, credentials });
  const { captcha } = run(block('monitoring.md', 'on-check'), { createCaptcha, console, ...app }, ['captcha']);
  const alerts = [];
  run(block('monitoring.md', 'channel'), { require, alertOperator: (reason) => alerts.push(reason) }, []);
  await captcha.check(closed);
  captcha.dispose();
  const { durationMs, ...rest } = JSON.parse(logged[0]);
  assert.deepEqual(rest, { status: 'rejected', reason: 'closed', attempts: 0, origin: 'plain' });
  const store = { shared: true, claim: async () => Promise.reject(new Error('down')), release: async () => {} };
  const broken = lib.createCaptcha({ ...app, credentials, store });
  await broken.check({ captchaResult: { ret: 0, ticket: 'tr0abc' }, userIp: '203.0.113.7' });
  broken.dispose();
  assert.deepEqual(alerts, ['store']);
});

test('the table of an event’s fields has every field', () => {
  const source = readFileSync(path('pkg-template/src/check/events.ts'), 'utf8');
  const type = source.slice(source.indexOf('export type CheckEvent'), source.indexOf('/** The part of an event'));
  const fields = new Set([...type.matchAll(/\b(\w+)\??: /g)].map(([, name]) => name));
  for (const name of ['monitoring.md', 'monitoring.zh-CN.md']) {
    const text = readFileSync(path(`docs/production/${name}`), 'utf8');
    const rows = [...text.matchAll(/^\| ((?:`\w+`[,、]? ?)+) \|/gm)].flatMap(([, cell]) => cell.match(/\w+/g));
    for (const field of fields) assert.ok(rows.includes(field), `${name}: ${field}`);
  }
});

/** doctor as it is, without the network. */
function doctor() {
  const done = spawnSync(process.execPath, [join(folder, 'cli.js'), 'doctor', '--offline', '--json'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
  return JSON.parse(done.stdout);
}

test('the table of doctor’s parts has its names, in its order', () => {
  const names = doctor().checks.map(({ name }) => name);
  for (const name of ['doctor.md', 'doctor.zh-CN.md']) {
    const text = readFileSync(path(`docs/production/${name}`), 'utf8');
    const table = text.slice(text.indexOf('| `version`'), text.indexOf('`--json`'));
    const listed = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) => cell.match(/`(\w+)`/g).map((one) => one.slice(1, -1)));
    assert.deepEqual(listed, names);
  }
  const shown = JSON.parse(block('doctor.md', 'doctor-json'));
  assert.deepEqual(Object.keys(shown), Object.keys(doctor()));
  for (const one of shown.checks) {
    assert.deepEqual(Object.keys(one), ['name', 'state', 'message']);
    assert.ok(names.includes(one.name));
  }
});

test('the policy is the one that doctor suggests', () => {
  const policy = JSON.stringify(JSON.parse(block('doctor.md', 'policy')));
  assert.ok(readFileSync(join(folder, 'cli.js'), 'utf8').includes('captcha:DescribeCaptchaMiniResult'));
  // As a test of the command reads it from the output: tests/cli/doctor.test.mjs.
  assert.equal(policy, '{"version":"2.0","statement":[{"effect":"allow","action":["captcha:DescribeCaptchaMiniResult","captcha:DescribeCaptchaResult"],"resource":["*"]}]}');
});

for (const [name, recipe] of [['prometheus.md', 'prometheus'], ['opentelemetry.md', 'opentelemetry']]) {
  test(`${name} shows the file of the example as it is`, () => {
    assert.equal(`${block(name, recipe)}\n`, readFileSync(path(`examples/monitoring/${recipe}.js`), 'utf8'));
  });
}

test('the alerts count what the recipe counts', () => {
  const alerts = block('prometheus.md', 'prometheus-alerts');
  const recipe = block('prometheus.md', 'prometheus');
  for (const [, metric] of alerts.matchAll(/\b(captcha_\w+)\b/g)) assert.ok(recipe.includes(`'${metric}'`), metric);
  const rust = readFileSync(path('src/verify/outcome.rs'), 'utf8');
  for (const [, list] of alerts.matchAll(/reason=~?"([^"]+)"/g)) {
    for (const reason of list.split('|')) assert.ok(rust.includes(`"${reason}"`), reason);
  }
});
