// This package: parse, claim, sign, send, interpret.

const { app, credentials, newTicket, userIp } = require('../lib/input.cjs');
const { requirePackage, settings } = require('../lib/child.cjs');
const { checkPassed } = require('../lib/expect.cjs');
const { serveAsyncCalls } = require('../lib/worker.cjs');

const { createCaptcha } = requirePackage('tcaptcha-wasm');
const captcha = createCaptcha({ ...app, credentials, endpoint: settings.url, timeoutMs: 60000 });
serveAsyncCalls(async () => {
  const captchaResult = { ret: 0, ticket: newTicket() };
  const outcome = await captcha.check({ captchaResult, userIp });
  checkPassed(outcome.status === 'passed', outcome);
});
