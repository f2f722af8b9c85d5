// Does what it is told, step by step, with one captcha, and must end by
// itself. Runs on Node.js 8 as well.
//
//   node steps.cjs <package> <JSON of {options, steps}>
//
// Prints the outcomes of each step, what the store was asked, and what an inspection of each outcome shows.
//
// Steps: {checks: n} at once; {background: n} goes on while the next steps are done, {join: true} waits
// for it; {busyUntil} blocks the loop until there is a file of that name with the number of checks so
// far, and checks at once: from a timer or ({poll: true}) from a callback of the poll phase; {waitMs}; {clockMs} sets the clock forward; {abortMs} checks with a signal; {dispose: true}.
'use strict';

const fs = require('fs');
const util = require('util');
const [packageFolder, json] = process.argv.slice(2);
const lib = require(packageFolder);
const { options, steps } = JSON.parse(json);
const counts = { claims: 0, releases: 0 };
const store = lib.memoryStore();
const captcha = lib.createCaptcha(
  Object.assign(
    {
      captchaAppId: '123456789',
      appSecretKey: '1234567891011121314151516',
      credentials: { secretId: 'AKIDx', secretKey: 'secret' },
      store: {
        shared: false,
        claim: (key, ttlSeconds) => (counts.claims++, store.claim(key, ttlSeconds)),
        release: (key) => (counts.releases++, store.release(key)),
      },
    },
    options,
  ),
);

let tickets = 0;
const texts = [];
function check(signal) {
  const captchaResult = { ret: 0, ticket: 't03' + process.pid + '-' + tickets++ };
  const input = { captchaResult: captchaResult, userIp: '203.0.113.7', signal: signal };
  return captcha.check(input).then(
    (outcome) => {
      texts.push(util.inspect(outcome, { showHidden: true }));
      return outcome.reason ? outcome.status + '/' + outcome.reason : outcome.status;
    },
    (error) => {
      texts.push(util.inspect(error, { showHidden: true }));
      return String((error && error.code) || error);
    },
  );
}

const checks = (count) => Promise.all(Array.from({ length: count }, () => check()));
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function busy(step) {
  return new Promise((resolve) => {
    const run = () => {
      while (!fs.existsSync(step.busyUntil + tickets));
      resolve(checks(1));
    };
    if (step.poll) fs.readFile(__filename, run);
    else setTimeout(run, 0);
  });
}

async function abort(ms) {
  const listeners = [];
  const signal = {
    aborted: false,
    reason: 'aborted',
    addEventListener: (type, listener) => listeners.push(listener),
    removeEventListener: () => {},
  };
  setTimeout(() => listeners.forEach((listener) => listener()), ms);
  return check(signal);
}

async function main() {
  const outcomes = [];
  let background;
  for (const step of steps) {
    if (step.checks) outcomes.push(await checks(step.checks));
    if (step.background) background = checks(step.background);
    if (step.join) outcomes.push(await background);
    if (step.busyUntil) outcomes.push(await busy(step));
    if (step.abortMs) outcomes.push([await abort(step.abortMs)]);
    if (step.waitMs) await wait(step.waitMs);
    if (step.dispose) captcha.dispose();
    if (step.clockMs) {
      const now = Date.now;
      Date.now = () => now() + step.clockMs;
    }
  }
  console.log('\n' + JSON.stringify({ outcomes: outcomes, counts: counts, texts: texts }));
}

main().catch((error) => {
  console.log(String(error && error.stack));
  process.exitCode = 1;
});
