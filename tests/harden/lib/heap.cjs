// Checks tickets, disposes, lets go of its own strings, and says which secrets the heap still has.
// The secrets are computed, so that no constant of this script is one.

const { createHash } = require('crypto');
const v8 = require('v8');
const lib = require(process.argv[2]);

const make = (seed, length) => createHash('sha256').update(seed).digest('hex').slice(0, length);
const seeds = { appSecretKey: ['app', 25], secretKey: ['key', 32], token: ['token', 40] };

/** Which secrets are in a snapshot; each is made for the search only after it was taken. */
async function search() {
  for (let round = 0; round < 4; round++) {
    global.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  let text = '';
  for await (const chunk of v8.getHeapSnapshot()) text += chunk;
  return Object.entries(seeds)
    .filter(([, [seed, length]]) => text.includes(make(seed, length)))
    .map(([name]) => name);
}

async function use(body, fails) {
  const captcha = lib.createCaptcha({
    captchaAppId: '123456789',
    appSecretKey: make(...seeds.appSecretKey),
    credentials: {
      secretId: 'AKIDx',
      secretKey: make(...seeds.secretKey),
      token: make(...seeds.token),
    },
    transport: async (request) => {
      if (fails) throw new Error(`failed with ${request.body}`);
      return { status: 200, body };
    },
  });
  captcha.issueAid();
  for (let count = 0; count < 50; count++) {
    await captcha.check({ captchaResult: { ret: 0, ticket: `t${count}` }, userIp: '203.0.113.7' });
  }
  return captcha;
}

(async () => {
  const captchas = [
    await use('{"Response":{"CaptchaCode":1,"RequestId":"r"}}'),
    await use('{"Response":{"CaptchaCode":9,"RequestId":"r"}}'),
    await use('', true),
  ];
  const live = await search();
  for (const captcha of captchas) captcha.dispose();
  // The disposed objects themselves are still held: they must hold nothing.
  const after = await search();
  process.stdout.write(JSON.stringify({ live, after, held: captchas.length }));
})();
