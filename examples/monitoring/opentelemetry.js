// OpenTelemetry：订阅诊断通道，进程里所有的校验都计入，不用改业务代码，加载一次即可。
// Listens to the diagnostics channel: every check of this process counts, and no other code changes.
// Node.js 18.19 或更新 / or later.
//
//   require('./opentelemetry'); // 在 SDK 启动之后 / after the SDK was started
const diagnosticsChannel = require('diagnostics_channel');
const { metrics } = require('@opentelemetry/api');

const duration = metrics.getMeter('tcaptcha-wasm').createHistogram('captcha.check.duration', {
  description: 'How long captcha checks take',
  unit: 's',
  // 默认的 timeoutMs 是 2.5 秒 / timeoutMs is 2.5 s when left out
  advice: { explicitBucketBoundaries: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] },
});

function record({ status, reason, code, action, durationMs }) {
  const attributes = { 'captcha.status': status };
  if (reason || code) attributes['captcha.reason'] = reason || code;
  if (action) attributes['captcha.action'] = action;
  // 直方图自带次数 / a histogram counts as well
  duration.record(durationMs / 1000, attributes);
}

diagnosticsChannel.subscribe('tcaptcha-wasm:check', record);

module.exports = { stop: () => diagnosticsChannel.unsubscribe('tcaptcha-wasm:check', record) };
