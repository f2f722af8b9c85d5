// One check against the simulator, in a process of its own; prints the outcome's status.
'use strict';

const packageFolder = process.argv[2];
const { createCaptcha } = require(`${packageFolder}/index.js`);
const { createSimulator } = require(`${packageFolder}/simulator.js`);

const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'AKIDexample', secretKey: 'example', token: 'temporary-token' };

async function main() {
  const simulator = createSimulator({ apps: [app], credentials });
  const { url } = await simulator.listen();
  const captcha = createCaptcha({ ...app, credentials, endpoint: url });
  const captchaResult = simulator.solve({ captchaAppId: app.captchaAppId, flow: 'plugin' });
  const { status } = await captcha.check({ captchaResult, userIp: '203.0.113.7' });
  console.log(status);
  captcha.dispose();
  await simulator.close();
}

main();
