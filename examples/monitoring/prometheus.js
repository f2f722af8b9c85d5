// Prometheus：按结果计数，并统计耗时 / counts checks by outcome, and measures how long they take.
//
//   const { countCheck, register } = require('./prometheus');
//   const captcha = createCaptcha({ captchaAppId, appSecretKey, onCheck: countCheck });
//   // GET /metrics：
//   response.setHeader('content-type', register.contentType);
//   response.end(await register.metrics());
const { Counter, Histogram, register } = require('prom-client');

const checks = new Counter({
  name: 'captcha_checks_total',
  help: 'Captcha checks by outcome',
  labelNames: ['status', 'reason'],
});

const duration = new Histogram({
  name: 'captcha_check_duration_seconds',
  help: 'How long captcha checks take',
  labelNames: ['status'],
  // 默认的 timeoutMs 是 2.5 秒 / timeoutMs is 2.5 s when left out
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

const letIns = new Counter({
  name: 'captcha_let_in_total',
  help: 'Requests let in without a check',
});

// 从 0 开始：序列刚出现时 increase() 看不到增量，第一次错误就不会告警
// From 0 on: increase() does not see the step with which a series begins, so the first error would not alert
for (const code of ['AUTH', 'CREDENTIALS', 'INVALID_ARGUMENT', 'REQUEST']) {
  checks.inc({ status: 'error', reason: `ERR_CAPTCHA_${code}` }, 0);
}
checks.inc({ status: 'unavailable', reason: 'quota' }, 0);

/**
 * createCaptcha 或 createVerifier 的 onCheck / for onCheck of createCaptcha or createVerifier
 *
 * @param {import('tcaptcha-wasm').CheckEvent} event
 */
function countCheck({ status, reason, code, durationMs }) {
  // 只用取值固定的字段做标签：requestId 每次不同 / labels of few values only: a requestId is new each time
  checks.inc({ status, reason: reason || code || '' });
  duration.observe({ status }, durationMs / 1000);
}

/**
 * let-in.js 的 log / for log of let-in.js
 *
 * @param {string} line
 */
function countLetIn(line) {
  letIns.inc();
  console.warn(line);
}

module.exports = { countCheck, countLetIn, register };
