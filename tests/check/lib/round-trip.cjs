// The round trip in the syntax of Node.js 8: token, captcha, check passed; replayed; refused; and
// what fails, in time. Run by every version that is looked at; must end by itself.
'use strict';

const assert = require('assert');
const lib = require(process.argv[2] + '/index.js');
const createSimulator = require(process.argv[2] + '/simulator.js').createSimulator;

const app = {
  captchaAppId: '123456789',
  appSecretKey: '1234567891011121314151516',
  requireAid: true,
};
const credentials = { secretId: 'AKIDexample', secretKey: 'example', token: 'temporary' };
const userIp = '203.0.113.7';

/** The diagnostics channel, on versions that have such channels; kept, because older ones let it go. */
function openChannel() {
  try {
    return require('diagnostics_channel').channel('tcaptcha-wasm:check');
  } catch (error) {
    return undefined;
  }
}

async function main() {
  const events = [];
  const heard = [];
  const channel = openChannel();
  if (channel) channel.subscribe((event) => heard.push(event));
  let checks = 0;
  const simulator = createSimulator({ apps: [app], credentials: credentials });
  const url = (await simulator.listen()).url;
  const captchaWith = (timeoutMs) =>
    lib.createCaptcha({
      captchaAppId: app.captchaAppId,
      appSecretKey: app.appSecretKey,
      credentials: credentials,
      endpoint: url,
      timeoutMs: timeoutMs,
      onCheck: (event) => events.push(event),
    });
  const captcha = captchaWith(60000);
  const hasty = captchaWith(500);
  const solve = (flow) =>
    simulator.solve({
      captchaAppId: app.captchaAppId,
      aidEncrypted: captcha.issueAid(),
      flow: flow,
    });
  const check = async (captchaResult, by) => {
    checks += 1;
    const outcome = await (by || captcha).check({ captchaResult: captchaResult, userIp: userIp });
    return outcome.reason ? outcome.status + '/' + outcome.reason : outcome.status;
  };
  for (const flow of ['plugin', 'mini-program', 'web']) {
    const captchaResult = solve(flow);
    assert.strictEqual(await check(captchaResult), 'passed');
    assert.strictEqual(await check(captchaResult), 'rejected/replayed');
    assert.strictEqual(await check(JSON.stringify(solve(flow))), 'passed');
  }
  assert.strictEqual(
    await check({ ret: 0, ticket: 'trerror_1001_123456789_1710144972' }),
    'rejected/fallback_ticket',
  );
  assert.strictEqual(await check({ ret: 2 }), 'rejected/closed');
  assert.strictEqual(await check('nonsense'), 'rejected/malformed');
  for (const pair of [
    [{ kind: 'hang' }, 'unavailable/timeout'],
    [{ kind: 'reset' }, 'unavailable/network'],
    [{ kind: 'truncate' }, 'unavailable/network'],
    [{ kind: 'status', status: 500 }, 'unavailable/service'],
    [{ kind: 'junk', body: 'x' }, 'unavailable/service'],
    [{ kind: 'junk', body: ' '.repeat(2000000) }, 'unavailable/service'],
    [{ kind: 'error', code: 'RequestLimitExceeded' }, 'unavailable/rate_limited'],
    [{ kind: 'code', captchaCode: 8 }, 'rejected/expired'],
  ]) {
    const captchaResult = solve('plugin');
    simulator.setFault(pair[0]);
    const by = pair[0].kind === 'hang' ? hasty : captcha;
    assert.strictEqual(
      await check(captchaResult, by),
      pair[1],
      JSON.stringify(pair[0]).slice(0, 80),
    );
    simulator.setFault(null);
  }
  // A kept connection that the server closes when it has the request: nothing is sent again.
  assert.strictEqual(await check(solve('plugin')), 'passed');
  simulator.setFault({ kind: 'reset', times: 1 });
  assert.strictEqual(await check(solve('plugin')), 'unavailable/network');
  simulator.setFault(null);
  simulator.setFault({ kind: 'error', code: 'AuthFailure.SignatureFailure' });
  const thrown = await captcha
    .check({ captchaResult: solve('plugin'), userIp: userIp })
    .catch((error) => error);
  assert.strictEqual(thrown.code, 'ERR_CAPTCHA_AUTH');
  simulator.setFault(null);

  // An abort, with a signal of one's own: older versions have none.
  const listeners = [];
  const signal = {
    aborted: false,
    reason: 'gone',
    addEventListener: (type, listener) => listeners.push(listener),
    removeEventListener: () => {},
  };
  simulator.setFault({ kind: 'hang' });
  const aborted = captcha
    .check({ captchaResult: solve('plugin'), userIp: userIp, signal: signal })
    .catch((reason) => reason);
  setTimeout(() => listeners.forEach((listener) => listener()), 50);
  assert.strictEqual(await aborted, 'gone');
  simulator.setFault(null);

  // The last check leaves a connection open, and no dispose is called: neither keeps the process.
  assert.strictEqual(await check(solve('plugin')), 'passed');
  await simulator.close();
  // The two that were not counted: the one that threw, and the one that was aborted.
  assert.strictEqual(events.length, checks + 2);
  for (const status of ['passed', 'rejected', 'unavailable', 'error', 'aborted']) {
    assert.ok(
      events.some((event) => event.status === status),
      status,
    );
  }
  if (channel) assert.deepStrictEqual(heard, events);
  const { bun, deno, node } = process.versions;
  const runtime = bun ? 'Bun ' + bun : deno ? 'Deno ' + deno : 'Node.js ' + node;
  console.log('round trip on ' + runtime + (channel ? ', events on the channel' : ', no channels'));
}

main().catch((error) => {
  console.log(String(error.stack || error));
  process.exitCode = 1;
});
