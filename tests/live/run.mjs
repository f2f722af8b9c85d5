// The real service, for anybody with an account: a token, both interfaces with a made-up ticket, and
// doctor. Prints a report to paste into an issue, with no secret in it.
//
//   TCAPTCHA_LIVE=1 CAPTCHA_APP_ID=… CAPTCHA_APP_SECRET_KEY=… TENCENTCLOUD_SECRET_ID=… \
//     TENCENTCLOUD_SECRET_KEY=… node tests/live/run.mjs      (`cargo xtask live` builds first)
//
// Ends with 0 if the service accepted what was sent and refused the ticket alone, with 1 if not, and
// with 2 if something is not set. The vendor may count the requests: four of them.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { lib, packageFolder, require } from '../support/built-package.mjs';

const { env } = process;
const NEEDED = [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
];
const SECRET = [...NEEDED.slice(1), 'TENCENTCLOUD_SESSION_TOKEN'];
const MADE_UP = [
  ['DescribeCaptchaMiniResult', { ret: 0, ticket: 'tr03nobodyWasGivenThisTicket' }],
  ['DescribeCaptchaResult', { ret: 0, ticket: 'tr03nobodyWasGivenThisEither', randstr: '@abc' }],
];

const missing = NEEDED.filter((name) => !env[name]);
if (env.TCAPTCHA_LIVE !== '1' || missing.length > 0) {
  console.error(`this asks the real service: set TCAPTCHA_LIVE=1 and ${NEEDED.join(', ')}`);
  if (missing.length > 0) console.error(`not set: ${missing.join(', ')}`);
  process.exitCode = 2;
} else {
  const { lines, isGood } = await report();
  console.log(withoutSecrets(lines.join('\n')));
  process.exitCode = isGood ? 0 : 1;
}

async function report() {
  const { version } = require('./package.json');
  const rows = [
    ['tcaptcha-wasm', version],
    ['Node.js', `${process.version} ${process.platform}-${process.arch}`],
    ['date', new Date().toISOString()],
    ['token', tryToken()],
  ];
  const checks = await askBoth();
  rows.push(...checks.map(({ action, said }) => [action, said]));
  const lines = [
    '### tcaptcha-wasm against the real service',
    '',
    '| what | result |',
    '|---|---|',
  ];
  for (const [name, said] of rows) lines.push(`| ${name} | ${cell(said)} |`);
  const doctor = spawnSync(
    process.execPath,
    [join(packageFolder, 'cli.js'), 'doctor', '--json', '--lang', 'en'],
    { encoding: 'utf8' },
  );
  lines.push('', '`doctor`:', '', '| part | state | message |', '|---|---|---|');
  const found = JSON.parse(doctor.stdout);
  for (const { name, state, message } of found.checks ?? [])
    lines.push(`| ${name} | ${state} | ${cell(message)} |`);
  const isGood =
    found.ok === true &&
    rows[3][1].startsWith('made') &&
    checks.every(({ isAccepted }) => isAccepted);
  lines.push(
    '',
    isGood
      ? 'The service accepted what was sent, and refused the made-up tickets alone.'
      : 'Not as expected: see above.',
  );
  return { lines, isGood };
}

function tryToken() {
  const app = { captchaAppId: env.CAPTCHA_APP_ID, appSecretKey: env.CAPTCHA_APP_SECRET_KEY };
  try {
    const aidEncrypted = lib.encryptAid(app);
    const { valid } = lib.inspectAid(aidEncrypted, app);
    return valid ? `made and opened, ${aidEncrypted.length} characters` : 'made, but not opened';
  } catch (error) {
    return `${error.code}: ${error.message}`;
  }
}

async function askBoth() {
  const done = [];
  const ask = async ([action, captchaResult]) => {
    let event;
    try {
      const captcha = lib.createCaptcha({
        captchaAppId: env.CAPTCHA_APP_ID,
        appSecretKey: env.CAPTCHA_APP_SECRET_KEY,
        ...(env.CAPTCHA_ENDPOINT && { endpoint: env.CAPTCHA_ENDPOINT }),
        timeoutMs: 10_000,
        onCheck: (one) => {
          event = one;
        },
      });
      const outcome = await captcha.check({ captchaResult, userIp: '203.0.113.7' });
      captcha.dispose();
      const { status, reason, captchaCode, requestId, message, cause } = outcome;
      const isAccepted = status === 'rejected' && captchaCode !== undefined;
      const parts = [
        `${status} ${reason}`,
        `CaptchaCode ${captchaCode}`,
        `RequestId ${requestId}`,
        message,
        cause && String(cause),
      ];
      done.push({ action, isAccepted, said: [...parts.filter(Boolean), timing(event)].join('; ') });
    } catch (error) {
      done.push({
        action,
        isAccepted: false,
        said: `${error.code}: ${error.message}; ${timing(event)}`,
      });
    }
  };
  for (const one of MADE_UP) await ask(one);
  return done;
}

function timing(event) {
  return event ? `${Math.round(event.durationMs)} ms, requests: ${event.attempts}` : 'not sent';
}

/** A cell of a Markdown table. */
function cell(text) {
  return String(text).replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}

/** Nothing of this repeats a secret by itself; this holds whatever a network or a proxy may say. */
function withoutSecrets(text) {
  const secrets = SECRET.map((name) => env[name]).filter(Boolean);
  return secrets.reduce((left, secret) => left.split(secret).join('***'), text);
}
