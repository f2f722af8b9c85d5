// A cold login with this package: load, token, check.

const { app, credentials, newTicket, userIp } = require('../lib/input.cjs');
const { answer, checkPassed, checkToken, now, peakMegabytes, requirePackage, settings } = require('../lib/child.cjs');

const captchaResult = { ret: 0, ticket: newTicket() };
const start = now();
const { createCaptcha } = requirePackage('tcaptcha-wasm');
const captcha = createCaptcha({ ...app, credentials, endpoint: settings.url, timeoutMs: 60000 });
const token = captcha.issueAid();
captcha.check({ captchaResult, userIp }).then((outcome) => {
  const milliseconds = now() - start;
  checkToken(token);
  checkPassed(outcome.status === 'passed', outcome);
  answer({ milliseconds, peak: peakMegabytes() });
  process.exit();
});
