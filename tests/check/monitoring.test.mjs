// examples/monitoring on the real libraries: prom-client, and OpenTelemetry's SDK.

import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { APP_SECRET_KEY, captchaOptions, CREDENTIALS, label, lib, roundTrip, solve, USER_IP } from './lib/package.mjs';

// Below the tools' node_modules, where the libraries are found.
const folder = fileURLToPath(new URL('./node_modules/.monitoring', import.meta.url));
cpSync(fileURLToPath(new URL('../../examples/monitoring', import.meta.url)), folder, { recursive: true });
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
  const { countCheck, register } = require('./prometheus.js');
  const holdNoSecrets = await runChecks(t, { onCheck: countCheck });
  const text = await register.metrics();
  const counted = Object.fromEntries(
    [...text.matchAll(/^captcha_checks_total\{status="(\w+)",reason="(\w*)"\} (\d+)$/gm)].map(
      ([, status, reason, count]) => [`${status} ${reason}`, Number(count)],
    ),
  );
  assert.deepEqual(counted, {
    'passed ': 3,
    'unavailable quota': 2,
    'rejected expired': 1,
    'error ERR_CAPTCHA_AUTH': 2,
  });
  const durations = [...text.matchAll(/^captcha_check_duration_seconds_count\{status="(\w+)"\} (\d+)$/gm)];
  assert.deepEqual(Object.fromEntries(durations.map(([, status, count]) => [status, Number(count)])), {
    passed: 3,
    unavailable: 2,
    rejected: 1,
    error: 2,
  });
  const [, sum] = /^captcha_check_duration_seconds_sum\{status="passed"\} (\S+)$/m.exec(text);
  // Seconds, not milliseconds: three checks on the loopback address.
  assert.ok(Number(sum) > 0 && Number(sum) < 60, sum);
  holdNoSecrets(text);
});

test('OpenTelemetry: a metric by the diagnostics channel', async (t) => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  t.after(() => provider.shutdown());
  const { stop } = require('./opentelemetry.js');
  const holdNoSecrets = await runChecks(t);
  stop();
  // After the listener is gone: not counted.
  await runChecks(t);
  await provider.forceFlush();
  const [{ scopeMetrics }] = exporter.getMetrics();
  const [{ scope, metrics: found }] = scopeMetrics;
  assert.equal(scope.name, 'tcaptcha-wasm');
  assert.deepEqual(found.map(({ descriptor }) => [descriptor.name, descriptor.unit]), [['captcha.check.duration', 's']]);
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
