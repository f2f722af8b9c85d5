// The official SDK, as it comes: it asks for each connection to be closed. `keepAlive` in the settings
// gives it an agent that keeps them.

const { Agent } = require('http');
const { captcha } = require('tencentcloud-sdk-nodejs');
const { credentials, newTicket, parameters } = require('../lib/input.cjs');
const { settings } = require('../lib/child.cjs');
const { checkPassed } = require('../lib/expect.cjs');
const { serveAsyncCalls } = require('../lib/worker.cjs');

const [, protocol, endpoint] = /^(https?:\/\/)(.*)$/.exec(settings.url);
const agent = settings.keepAlive ? new Agent({ keepAlive: true }) : undefined;
const client = new captcha.v20190722.Client({
  credential: credentials,
  profile: { httpProfile: { protocol, endpoint, agent } },
});
serveAsyncCalls(async () => {
  const response = await client.DescribeCaptchaMiniResult(parameters(newTicket()));
  checkPassed(response.CaptchaCode === 1, response);
});
