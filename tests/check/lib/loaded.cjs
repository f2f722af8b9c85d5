// A process that makes one request, by the package or by Node.js alone, and prints what it has loaded.
'use strict';

const packageFolder = process.argv[2];
const endpoint = process.argv[3];
const login = process.argv[4] && JSON.parse(process.argv[4]);

/** The modules of Node.js that a login needs, each used as far as a login uses it. */
function withNodeAlone(done) {
  const http = require('http');
  require('net');
  require('crypto').randomFillSync(Buffer.alloc(16));
  require('fs').readFileSync(__filename);
  http.get(endpoint, (response) => {
    response.on('end', done);
    response.resume();
  });
}

function withThePackage(done) {
  const lib = require(packageFolder + '/index.js');
  const captcha = lib.createCaptcha(login.options);
  captcha.issueAid();
  const input = { captchaResult: login.captchaResult, userIp: '203.0.113.7' };
  captcha.check(input).then((outcome) => {
    captcha.dispose();
    if (outcome.status !== 'passed') throw new Error(JSON.stringify(outcome));
    done();
  });
}

process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
const makeRequest = packageFolder ? withThePackage : withNodeAlone;
makeRequest(() => {
  const files = Object.keys(require.cache).filter((path) => path !== __filename);
  console.log(JSON.stringify({ files, modules: process.moduleLoadList }));
});
