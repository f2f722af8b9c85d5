// A process that uses one part of the package which lies in a file of its own; prints the package's files
// that were loaded before and after that, and the code of the error if there was one.
'use strict';

const packageFolder = process.argv[2];
const part = process.argv[3];
const lib = require(packageFolder + '/index.js');
const app = {
  captchaAppId: '123456789',
  appSecretKey: '1234567891011121314151516',
  credentials: { secretId: 'AKIDx', secretKey: 'secret' },
};

const USES = {
  'shared-stores.js': () => lib.redisStore({ call: () => 1 }),
  'closest-name.js': () => lib.createVerifier(Object.assign({ timeout: 1 }, app)),
  'proxy.js': () => {
    // Excepted: it is read, and the check goes without it.
    process.env.HTTPS_PROXY = 'http://127.0.0.1:1';
    return verify('https://127.0.0.1:1');
  },
  'fetch-transport.js': () => verify('http://127.0.0.1:1'),
};

async function verify(endpoint) {
  const verifier = lib.createVerifier(Object.assign({ endpoint: endpoint }, app));
  const outcome = await verifier.verify({ ticket: 't', userIp: '203.0.113.7' });
  verifier.dispose();
  if (outcome.reason !== 'network') throw new Error(JSON.stringify(outcome));
}

function filesLoaded() {
  const names = Object.keys(require.cache).map((path) => path.replace(/.*[\\/]/, ''));
  return names.filter((name) => name !== 'parts.cjs').sort();
}

async function main() {
  const before = filesLoaded();
  let code;
  try {
    await USES[part]();
  } catch (error) {
    code = error.code || String(error);
  }
  console.log(JSON.stringify({ before: before, after: filesLoaded(), code: code }));
}

main();
