// What Node.js itself takes for such an exchange: the bytes of a request of this package, signed once,
// over http.request with connections kept, its answer read as JSON.

const { Agent, request } = require('http');
const { app, credentials, newTicket, userIp } = require('../lib/input.cjs');
const { requirePackage, settings } = require('../lib/child.cjs');
const { checkPassed } = require('../lib/expect.cjs');
const { serveAsyncCalls } = require('../lib/worker.cjs');

const { signVerifyRequest } = requirePackage('tcaptcha-wasm');
const signed = signVerifyRequest({
  ...app,
  credentials,
  endpoint: settings.url,
  ticket: newTicket(),
  userIp,
});
const { hostname: host, port } = new URL(signed.url);
const headers = { ...signed.headers, 'Content-Length': Buffer.byteLength(signed.body) };
const agent = new Agent({ keepAlive: true });
serveAsyncCalls(
  () =>
    new Promise((resolve, reject) => {
      const sent = request({ host, port, agent, method: signed.method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          checkPassed(JSON.parse(text).Response.CaptchaCode === 1, text);
          resolve();
        });
      });
      sent.on('error', reject);
      sent.end(signed.body);
    }),
);
