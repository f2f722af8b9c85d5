// What a cold login is made of. The clock inside WebAssembly's constructors costs time itself, so that
// the whole is measured by login-own.cjs.

const { app, credentials, newTicket, userIp } = require('../lib/input.cjs');
const { answer, now, requirePackage, settings } = require('../lib/child.cjs');
const { checkPassed, checkToken } = require('../lib/expect.cjs');

let wasmMilliseconds = 0;
for (const name of ['Module', 'Instance']) {
  WebAssembly[name] = new Proxy(WebAssembly[name], {
    construct(target, args, newTarget) {
      const start = now();
      const made = Reflect.construct(target, args, newTarget);
      wasmMilliseconds += now() - start;
      return made;
    },
  });
}

const captchaResult = { ret: 0, ticket: newTicket() };
const times = [now()];
const { createCaptcha } = requirePackage('tcaptcha-wasm');
times.push(now());
const captcha = createCaptcha({ ...app, credentials, endpoint: settings.url, timeoutMs: 60000 });
const token = captcha.issueAid();
times.push(now());
captcha.check({ captchaResult, userIp }).then((outcome) => {
  times.push(now());
  checkToken(token);
  checkPassed(outcome.status === 'passed', outcome);
  if (wasmMilliseconds === 0) throw new Error('the wasm was not compiled');
  const [load, firstToken, firstCheck] = times.slice(1).map((time, at) => time - times[at]);
  answer({ load, wasm: wasmMilliseconds, firstToken: firstToken - wasmMilliseconds, firstCheck });
  process.exit();
});
