// Plain fetch, signed by hand with node:crypto, the day's key kept.

const crypto = require('crypto');
const { credentials, newTicket, parameters } = require('../lib/input.cjs');
const { settings } = require('../lib/child.cjs');
const { checkPassed } = require('../lib/expect.cjs');
const { serveAsyncCalls } = require('../lib/worker.cjs');

const { host } = new URL(settings.url);
const hmac = (key, text) => crypto.createHmac('sha256', key).update(text).digest();
const hash = (text) => crypto.createHash('sha256').update(text).digest('hex');

let keyDate;
let key;
function signature(body, seconds) {
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  if (date !== keyDate) {
    key = ['captcha', 'tc3_request'].reduce(hmac, hmac(`TC3${credentials.secretKey}`, date));
    keyDate = date;
  }
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${hash(body)}`;
  const scope = `${date}/captcha/tc3_request`;
  const signed = hmac(key, `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${hash(canonical)}`).toString(
    'hex',
  );
  return `TC3-HMAC-SHA256 Credential=${credentials.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signed}`;
}

serveAsyncCalls(async () => {
  const body = JSON.stringify(parameters(newTicket()));
  const seconds = Math.floor(Date.now() / 1000);
  const response = await fetch(settings.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-TC-Action': 'DescribeCaptchaMiniResult',
      'X-TC-Version': '2019-07-22',
      'X-TC-Timestamp': String(seconds),
      Authorization: signature(body, seconds),
    },
    body,
  });
  const { Response } = await response.json();
  checkPassed(Response.CaptchaCode === 1, Response);
});
