// A process that checks tickets one after the other, prints the outcomes, and must end by itself.
'use strict';

const packageFolder = process.argv[2];
const endpoint = process.argv[3];
const results = JSON.parse(process.argv[4]);
const lib = require(packageFolder + '/index.js');
const captcha = lib.createCaptcha({
  captchaAppId: '123456789',
  appSecretKey: '1234567891011121314151516',
  credentials: {
    secretId: 'AKIDsimulatedSecretId00000000000000',
    secretKey: 'simulatedSecretKey00000000000000',
  },
  endpoint: endpoint,
  timeoutMs: Number(process.env.TCAPTCHA_TEST_TIMEOUT_MS || 2500),
});

async function main() {
  const outcomes = [];
  for (const captchaResult of results) {
    const outcome = await captcha.check({ captchaResult: captchaResult, userIp: '203.0.113.7' });
    outcomes.push(outcome.reason ? outcome.status + '/' + outcome.reason : outcome.status);
  }
  console.log(JSON.stringify(outcomes));
}

main().catch((error) => {
  console.log(String(error.stack));
  process.exitCode = 1;
});
