// A cold login with this package: load, token, check.

const { app, credentials, newTicket, userIp } = require('../lib/input.cjs');
const {
  answer,
  peakMegabytes,
  requirePackage,
  settings,
  startClocks,
} = require('../lib/child.cjs');
const { checkPassed, checkToken } = require('../lib/expect.cjs');

const captchaResult = { ret: 0, ticket: newTicket() };
const readClocks = startClocks();
const { createCaptcha } = requirePackage('tcaptcha-wasm');
const captcha = createCaptcha({ ...app, credentials, endpoint: settings.url, timeoutMs: 60000 });
const token = captcha.issueAid();
captcha.check({ captchaResult, userIp }).then((outcome) => {
  const times = readClocks();
  checkToken(token);
  checkPassed(outcome.status === 'passed', outcome);
  answer({ ...times, peak: peakMegabytes() });
  process.exit();
});
