// examples/monitoring on the real libraries: prom-client, and OpenTelemetry's SDK.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AggregationTemporality, InMemoryMetricExporter } from '@opentelemetry/sdk-metrics';
import {
  APP_SECRET_KEY,
  captchaOptions,
  CREDENTIALS,
  label,
  lib,
  roundTrip,
  solve,
  USER_IP,
} from './lib/package.mjs';

// Below the tools' node_modules, where the libraries are found.
const folder = fileURLToPath(new URL('./node_modules/.monitoring', import.meta.url));
cpSync(fileURLToPath(new URL('../../examples/monitoring', import.meta.url)), folder, {
  recursive: true,
});
after(() => rmSync(folder, { recursive: true, force: true }));
const require = createRequire(join(folder, 'package.json'));

/** The checks that both recipes are shown, by what they come to. */
const CHECKS = [
  [null, 'passed', 3],
  [{ kind: 'code', captchaCode: 31 }, 'unavailable/quota', 2],
  [{ kind: 'code', captchaCode: 8 }, 'rejected/expired', 1],
  [{ kind: 'error', code: 'AuthFailure.SecretIdNotFound' }, 'ERR_CAPTCHA_AUTH', 2],
];

async function runChecks(t, options) {
  const { simulator, url } = await roundTrip(t);
  const captcha = lib.createCaptcha({ ...captchaOptions(url), ...options });
  const tickets = [];
  for (const [fault, expected, count] of CHECKS) {
    simulator.setFault(fault);
    for (let at = 0; at < count; at += 1) {
      const captchaResult = solve(simulator);
      tickets.push(captchaResult.detail.ticket);
      assert.equal(await label(captcha.check({ captchaResult, userIp: USER_IP })), expected);
    }
  }
  captcha.dispose();
  return (text) => {
    for (const secret of [...tickets, USER_IP, APP_SECRET_KEY, ...Object.values(CREDENTIALS)]) {
      assert.ok(!text.includes(secret), text);
    }
  };
}

test('Prometheus: a counter by status and reason, a histogram of the duration', async (t) => {
  const { countCheck, countLetIn, register } = require('./prometheus.js');
  const series = (text) =>
    Object.fromEntries(
      [...text.matchAll(/^captcha_checks_total\{status="(\w+)",reason="(\w*)"\} (\d+)$/gm)].map(
        ([, status, reason, count]) => [`${status} ${reason}`, Number(count)],
      ),
    );
  // increase() sees no step from a series that was not there: what one event must alert on begins at 0.
  const atStart = {
    'error ERR_CAPTCHA_AUTH': 0,
    'error ERR_CAPTCHA_CREDENTIALS': 0,
    'error ERR_CAPTCHA_INVALID_ARGUMENT': 0,
    'error ERR_CAPTCHA_REQUEST': 0,
    'unavailable quota': 0,
  };
  assert.deepEqual(series(await register.metrics()), atStart);
  const holdNoSecrets = await runChecks(t, { onCheck: countCheck });
  const text = await register.metrics();
  assert.deepEqual(series(text), {
    ...atStart,
    'passed ': 3,
    'unavailable quota': 2,
    'rejected expired': 1,
    'error ERR_CAPTCHA_AUTH': 2,
  });
  const durations = [
    ...text.matchAll(/^captcha_check_duration_seconds_count\{status="(\w+)"\} (\d+)$/gm),
  ];
  assert.deepEqual(
    Object.fromEntries(durations.map(([, status, count]) => [status, Number(count)])),
    {
      passed: 3,
      unavailable: 2,
      rejected: 1,
      error: 2,
    },
  );
  const [, sum] = /^captcha_check_duration_seconds_sum\{status="passed"\} (\S+)$/m.exec(text);
  // Seconds, not milliseconds: three checks on the loopback address.
  assert.ok(Number(sum) > 0 && Number(sum) < 60, sum);
  holdNoSecrets(text);

  assert.match(text, /^captcha_let_in_total 0$/m);
  const warn = t.mock.method(console, 'warn', () => {});
  countLetIn('captcha: let in unchecked');
  assert.deepEqual(warn.mock.calls[0].arguments, ['captcha: let in unchecked']);
  assert.match(await register.metrics(), /^captcha_let_in_total 1$/m);
});

/** A code block of a page, by its name. */
function block(page, name) {
  const text = readFileSync(new URL(`../../docs/production/${page}`, import.meta.url), 'utf8');
  return text.split(`<!-- block: ${name} -->\n\`\`\`js\n`)[1].split('\n\`\`\`')[0];
}

test('Prometheus: the page’s own server serves the metrics', async () => {
  const http = require('http');
  const own = (name) =>
    name === 'tcaptcha-wasm'
      ? { createCaptcha }
      : name === 'http'
        ? { ...http, createServer }
        : require(name);
  const createCaptcha = (options) => lib.createCaptcha({ ...options, credentials: CREDENTIALS });
  // On a free port: the page's may be in use.
  let server;
  const createServer = (handler) => {
    server = http.createServer(handler);
    return { listen: () => server.listen(0, '127.0.0.1') };
  };
  const code = `${block('prometheus.md', 'prometheus-use')}\nreturn captcha;`;
  const captcha = new Function('require', 'captchaAppId', 'appSecretKey', code)(
    own,
    '123456789',
    APP_SECRET_KEY,
  );
  await once(server, 'listening');
  await captcha.check({ captchaResult: { ret: 2 }, userIp: USER_IP });
  captcha.dispose();
  const response = await fetch(`http://127.0.0.1:${server.address().port}/metrics`);
  server.close();
  assert.match(response.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  assert.match(
    await response.text(),
    /^captcha_checks_total\{status="rejected",reason="closed"\} 1$/m,
  );
});

test('OpenTelemetry: a metric by the diagnostics channel', async (t) => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  // As the page starts it.
  const code = `${block('opentelemetry.md', 'opentelemetry-use')}\nreturn { stop, provider: metrics.getMeterProvider() };`;
  const { stop, provider } = new Function('require', 'exporter', code)(require, exporter);
  t.after(() => provider.shutdown());
  const holdNoSecrets = await runChecks(t);
  stop();
  // After the listener is gone: not counted.
  await runChecks(t);
  await provider.forceFlush();
  const [{ scopeMetrics }] = exporter.getMetrics();
  const [{ scope, metrics: found }] = scopeMetrics;
  assert.equal(scope.name, 'tcaptcha-wasm');
  assert.deepEqual(
    found.map(({ descriptor }) => [descriptor.name, descriptor.unit]),
    [['captcha.check.duration', 's']],
  );
  const counted = found[0].dataPoints.map(({ attributes, value }) => [
    attributes['captcha.status'],
    attributes['captcha.reason'],
    attributes['captcha.action'],
    value.count,
  ]);
  const action = 'DescribeCaptchaMiniResult';
  assert.deepEqual(counted.sort(), [
    ['error', 'ERR_CAPTCHA_AUTH', action, 2],
    ['passed', undefined, action, 3],
    ['rejected', 'expired', action, 1],
    ['unavailable', 'quota', action, 2],
  ]);
  for (const { value } of found[0].dataPoints) assert.ok(value.sum > 0 && value.sum < 60);
  holdNoSecrets(JSON.stringify(exporter.getMetrics()));
});
