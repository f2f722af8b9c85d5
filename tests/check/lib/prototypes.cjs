// Checks tickets in a process whose Object.prototype somebody has added to. Runs on Node.js 8 as well.
//
//   node prototypes.cjs record|after|before <package> <endpoint> <JSON>
//
// record: which names are looked up on Object.prototype, of all that Node.js' own code has.
// after, before: JSON is [names and values, enumerable]; added one by one after the package was
// loaded, or all before that.
'use strict';

const dns = require('dns');
const [mode, packageFolder, endpoint, json] = process.argv.slice(2);
const HOST = 'captcha.tencentcloudapi.com';
// Read by a check and by what it is compared with; what they are is not the question here.
const UNTOUCHED =
  /^(__\w+__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|to(Locale)?String|valueOf|get|set|value|writable|enumerable|configurable|then|toJSON|length)$/;

const lookup = dns.lookup;
dns.lookup = (hostname, options, done) =>
  lookup(hostname === HOST ? '127.0.0.1' : hostname, options, done);

function add(name, value, enumerable) {
  Object.defineProperty(Object.prototype, name, {
    value: value,
    enumerable: enumerable,
    configurable: true,
    writable: true,
  });
}

let tickets = 0;
async function check(lib) {
  const captcha = lib.createCaptcha({
    captchaAppId: '123456789',
    appSecretKey: '1234567891011121314151516',
    credentials: { secretId: 'AKIDx', secretKey: 'secret' },
    endpoint: endpoint,
    timeoutMs: 20000,
  });
  try {
    const outcomes = [];
    // Over a new connection, and over one that was kept.
    for (let count = 0; count < 2; count++) {
      const captchaResult = { ret: 0, ticket: 't03' + tickets++ };
      const outcome = await captcha.check({ captchaResult: captchaResult, userIp: '203.0.113.7' });
      outcomes.push(outcome.status === 'passed' ? outcome.requestId : outcome.status);
    }
    return outcomes.join();
  } catch (error) {
    return String(error);
  } finally {
    captcha.dispose();
  }
}

async function record() {
  const lib = require(packageFolder);
  const natives = process.binding('natives');
  const names = new Set(['0', '1', '2', '3']);
  for (const file of Object.keys(natives)) {
    for (const name of String(natives[file]).match(/[A-Za-z_$][\w$]*/g) || []) names.add(name);
  }
  const seen = new Set();
  let watching = false;
  for (const name of names) {
    if (UNTOUCHED.test(name)) continue;
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get: () => {
        if (watching) seen.add(name);
      },
      set: function (value) {
        const own = { value: value, writable: true, enumerable: true, configurable: true };
        Object.defineProperty(this, name, own);
      },
    });
  }
  // Made when first used, by sockets that are closed.
  for (const stream of [process.stdout, process.stderr]) stream.write('');
  watching = true;
  const outcome = await check(lib);
  watching = false;
  return { outcome: outcome, names: Array.from(seen) };
}

async function after(added, enumerable) {
  const lib = require(packageFolder);
  const outcomes = {};
  for (const name of Object.keys(added)) {
    add(name, added[name], enumerable);
    const outcome = await check(lib);
    delete Object.prototype[name];
    outcomes[name] = outcome;
  }
  return outcomes;
}

async function before(added, enumerable) {
  for (const name of Object.keys(added)) add(name, added[name], enumerable);
  const outcome = await check(require(packageFolder));
  for (const name of Object.keys(added)) delete Object.prototype[name];
  return outcome;
}

const arguments_ = json ? JSON.parse(json) : [];
const run = { record: record, after: after, before: before }[mode];
run(arguments_[0], arguments_[1]).then(
  (result) => console.log('\n' + JSON.stringify(result)),
  (error) => {
    console.log(String(error && error.stack));
    process.exitCode = 1;
  },
);
