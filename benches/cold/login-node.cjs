// What Node.js itself takes for a cold login: its crypto and http, a token, and one request of the same
// size. Neither is what a login needs besides: no reading, no claim, no deadline, no outcome.

const { app, expiresInSeconds, parameters, newTicket } = require('../lib/input.cjs');
const { answer, peakMegabytes, settings, startClocks } = require('../lib/child.cjs');
const { checkPassed, checkToken } = require('../lib/expect.cjs');

const body = JSON.stringify(parameters(newTicket()));
const readClocks = startClocks();
const crypto = require('crypto');
const http = require(settings.url.startsWith('https:') ? 'https' : 'http');
const key = Buffer.alloc(32, app.appSecretKey);
const iv = crypto.randomBytes(16);
const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
const text = `${app.captchaAppId}&${Math.floor(Date.now() / 1000)}&${expiresInSeconds}`;
const token = Buffer.concat([iv, cipher.update(text), cipher.final()]).toString('base64');
const signature = crypto.createHmac('sha256', key).update(body).digest('hex');
const headers = {
  'Content-Type': 'application/json',
  'Content-Length': Buffer.byteLength(body),
  Authorization: `TC3-HMAC-SHA256 Credential=id/date/captcha/tc3_request, Signature=${signature}`,
};
const request = http.request(settings.url, { method: 'POST', headers }, (response) => {
  let received = '';
  response.setEncoding('utf8');
  response.on('data', (chunk) => (received += chunk));
  response.on('end', () => {
    const { Response } = JSON.parse(received);
    const times = readClocks();
    checkToken(token);
    checkPassed(Response.CaptchaCode === 1, Response);
    answer({ ...times, peak: peakMegabytes() });
    process.exit();
  });
});
request.end(body);
