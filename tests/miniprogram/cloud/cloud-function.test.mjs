import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { startSimulator, USER_IP } from '../lib/backend.mjs';
import { startRecorder } from '../lib/vendor-recorder.mjs';
import { invoke, invokeWithLog, prepareFunction } from './function.mjs';
import { nodeBinaries } from './nodes.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
let simulator;

before(async () => {
  prepareFunction(packageFolder);
  simulator = await startSimulator(packageFolder);
});
after(() => simulator.close());

const version = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();

for (const [name, node] of nodeBinaries()) {
  const call = (event, options) => invoke(event, simulator.environment, { node, ...options });
  const solve = async () => simulator.solvePlugin((await call({ action: 'token' })).aidEncrypted);

  test(`${name} (${version(node)}): token, captcha, check; another instance refuses the ticket`, async () => {
    const captchaResult = await solve();
    assert.equal(captchaResult.ret, 0, 'the vendor takes the token');
    const first = await call({ action: 'check', captchaResult });
    assert.deepEqual(first, { status: 'passed' });
    const second = await call({ action: 'check', captchaResult });
    assert.equal(second.status, 'rejected');
  });

  test(`${name}: a reused instance refuses a ticket it has seen as replayed`, async () => {
    const event = { action: 'check', captchaResult: await solve() };
    const answers = await call({ events: [event, event] }, { handler: 'warm.main' });
    assert.equal(answers[0].status, 'passed');
    assert.deepEqual([answers[1].status, answers[1].reason], ['rejected', 'replayed']);
    assert.deepEqual(Object.keys(answers[1]), ['status', 'reason']);
  });

  test(`${name}: the ticket and randstr of the captcha mini program pass, too`, async () => {
    const { aidEncrypted } = await call({ action: 'token' });
    const { referrerInfo } = simulator.solve({
      captchaAppId: '123456789',
      aidEncrypted,
      flow: 'mini-program',
    });
    assert.ok(referrerInfo.extraData.randstr);
    const captchaResult = referrerInfo.extraData;
    assert.equal((await call({ action: 'check', captchaResult })).status, 'passed');
  });

  test(`${name}: a bad captchaResult is refused with a clear answer`, async () => {
    const bad = [
      [undefined, 'malformed'],
      [{ ret: '0', ticket: 'x' }, 'malformed'],
      [{ ret: 2 }, 'closed'],
      [{ ret: 0, ticket: 'trerror_1001_123456789_1710144972' }, 'fallback_ticket'],
    ];
    const events = bad.map(([captchaResult]) => ({ action: 'check', captchaResult }));
    const answers = await call({ events }, { handler: 'warm.main' });
    assert.deepEqual(
      answers.map(({ status, reason }) => [status, reason]),
      bad.map(([, reason]) => ['rejected', reason]),
    );
    for (const answer of answers) assert.deepEqual(Object.keys(answer), ['status', 'reason']);
  });
}

const call = (event, environment) => invoke(event, { ...simulator.environment, ...environment });

test('an event with another action fails with what action takes', async () => {
  for (const event of [{}, { action: 'tokens' }]) {
    await assert.rejects(call(event), /action takes 'token' or 'check'/);
  }
});

test('the vendor is asked about the address that WeChat names, IPv6 as well', async () => {
  const vendor = await startRecorder();
  const check = (ticket) => ({ action: 'check', captchaResult: { ret: 0, ticket } });
  const CAPTCHA_ENDPOINT = vendor.url;
  const ipv6 = {
    WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_CLIENTIPV6',
    WX_CLIENTIP: '',
    WX_CLIENTIPV6: '2001:db8::7',
  };
  assert.equal((await call(check('t03a'), { CAPTCHA_ENDPOINT })).status, 'passed');
  assert.equal((await call(check('t03b'), { CAPTCHA_ENDPOINT, ...ipv6 })).status, 'passed');
  assert.deepEqual(
    vendor.asked.map(({ Ticket, UserIp }) => [Ticket, UserIp]),
    [
      ['t03a', USER_IP],
      ['t03b', '2001:db8::7'],
    ],
  );
  await vendor.close();
  // a call that is not WeChat's has no address, and no check
  await assert.rejects(call(check('t03c'), { WX_CONTEXT_KEYS: '' }), /CLIENTIP or CLIENTIPV6/);
});

test('a variable that is not set fails the start and is named', async () => {
  for (const name of ['CAPTCHA_APP_ID', 'CAPTCHA_APP_SECRET_KEY']) {
    const named = new RegExp(`没有设置环境变量 ${name} /`);
    await assert.rejects(call({ action: 'token' }, { [name]: undefined }), named);
  }
});

test('what did not pass is one line of JSON in the log, without ticket and address', async () => {
  const { aidEncrypted } = await call({ action: 'token' });
  const captchaResult = simulator.solvePlugin(aidEncrypted);
  simulator.setFault({ kind: 'code', captchaCode: 31, times: 1 });
  const event = { action: 'check', captchaResult };
  const { answer, log } = await invokeWithLog(event, simulator.environment);
  assert.deepEqual(answer, { status: 'unavailable', reason: 'quota' });
  const lines = log.filter((line) => line.includes('"status"'));
  assert.equal(lines.length, 1, log.join('\n'));
  const { durationMs, requestId, ...rest } = JSON.parse(lines[0].slice(lines[0].indexOf('{')));
  assert.ok(durationMs > 0 && requestId);
  assert.deepEqual(rest, {
    status: 'unavailable',
    reason: 'quota',
    captchaCode: 31,
    attempts: 1,
    origin: 'plain',
    action: 'DescribeCaptchaMiniResult',
  });
  assert.ok(!log.join().includes(captchaResult.ticket) && !log.join().includes(USER_IP));
});
