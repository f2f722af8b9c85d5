import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { atTerminal, piped, plain, startSimulator } from './command.mjs';

const args = ['check', '--user-ip', '203.0.113.7'];

test('a ticket of the simulator passes; once more is replayed at the vendor', async () => {
  const simulator = await startSimulator(['--tickets', '2']);
  try {
    const [first, second] = simulator.captchaResults;
    const env = simulator.environment;
    const passed = piped(args, { env, input: first });
    assert.equal(passed.code, 0, passed.err);
    assert.match(passed.out, /^✓ passed\nstatus +passed\nRequestId +\S+\n$/);
    const again = piped([...args, first, '--json'], { env });
    assert.equal(again.code, 1);
    assert.equal(JSON.parse(again.out).status, 'rejected');
    const { ticket } = JSON.parse(second).detail;
    assert.equal(piped([...args, '--ticket', ticket, '--lang', 'zh-CN'], { env }).out.split('\n')[0], '✓ 通过');
  } finally {
    await simulator.stop();
  }
});

test('the jump too, with its randstr', async () => {
  const simulator = await startSimulator(['--flow', 'mini-program']);
  try {
    const passed = piped(args, { env: simulator.environment, input: simulator.captchaResults[0] });
    assert.equal(passed.code, 0, passed.out);
  } finally {
    await simulator.stop();
  }
});

test('each fault ends with the exit code and the reason that the help documents', async () => {
  const cases = [
    ['hang', 3, 'timeout', ['--timeout-ms', '300']],
    ['delay:5000', 3, 'timeout', ['--timeout-ms', '300']],
    ['reset', 3, 'network', []],
    ['truncate', 3, 'network', []],
    ['junk', 3, 'service', []],
    ['status:500', 3, 'service', []],
    ['status:429', 3, 'rate_limited', []],
    ['error:InternalError', 3, 'service', []],
    ['code:31', 3, 'quota', []],
    ['code:8', 1, 'expired', []],
    ['code:21', 1, 'invalid_ticket', []],
    ['code:-3', 1, 'refused', []],
  ];
  for (const [fault, code, reason, more] of cases) {
    const simulator = await startSimulator(['--fault', fault]);
    try {
      const asked = { env: simulator.environment, input: simulator.captchaResults[0] };
      const answer = piped([...args, '--json', ...more], asked);
      assert.equal(answer.code, code, `${fault}: ${answer.out}${answer.err}`);
      assert.equal(JSON.parse(answer.out).reason, reason, fault);
      const shown = piped([...args, '--lang', 'zh-CN', ...more], asked);
      assert.match(shown.out, new RegExp(`^reason +${reason}: .*[\u4e00-\u9fff]`, 'm'));
    } finally {
      await simulator.stop();
    }
  }
});

test('refused credentials end with 4 and say what to do', async () => {
  const simulator = await startSimulator();
  try {
    const env = { ...simulator.environment, TENCENTCLOUD_SECRET_KEY: 'wrong-and-secret' };
    const { code, out, err } = piped(args, { env, input: simulator.captchaResults[0] });
    assert.equal(code, 4);
    assert.match(err, /ERR_CAPTCHA_AUTH: .*\nwhat to do: /);
    assert.doesNotMatch(out + err, /wrong-and-secret/);
  } finally {
    await simulator.stop();
  }
});

test('what needs no call: a closed captcha, a disaster-recovery ticket, no credentials', () => {
  const env = { CAPTCHA_APP_ID: '1', CAPTCHA_APP_SECRET_KEY: 'k', TENCENTCLOUD_SECRET_ID: 'i', TENCENTCLOUD_SECRET_KEY: 'k' };
  assert.match(piped([...args, '{"ret":2}'], { env }).out, /^reason +closed: /m);
  assert.match(piped([...args, '--ticket', 'trerror_1_2_3'], { env }).out, /^reason +fallback_ticket: /m);
  const { TENCENTCLOUD_SECRET_ID: _, ...rest } = env;
  const { code, err } = piped([...args, '{"ret":2}'], { env: rest });
  assert.equal(code, 4);
  assert.match(err, /ERR_CAPTCHA_CREDENTIALS/);
});

test('--times: the fault passes', async () => {
  const simulator = await startSimulator(['--fault', 'code:26', '--times', '1']);
  try {
    const asked = { env: simulator.environment, input: simulator.captchaResults[0] };
    assert.equal(piped(args, asked).code, 3);
    assert.equal(piped(args, asked).code, 0);
  } finally {
    await simulator.stop();
  }
});

test('simulate at a terminal: the environment, results, another one with Enter, Ctrl-C', () => {
  const { code, output } = atTerminal(['simulate', '--lang', 'zh-CN'], {
    columns: 400,
    steps: [
      { expect: '按 Ctrl-C 结束', send: '\r' },
      { expect: '"verify"', send: '\u0003' },
    ],
  });
  assert.equal(code, 0);
  const results = plain(output).match(/^\{"type":"verify".*\}$/gm);
  assert.equal(results.length, 2);
  assert.notEqual(results[0], results[1]);
  assert.match(output, /^export CAPTCHA_ENDPOINT=http:\/\/127\.0\.0\.1:\d+$/m);
});

test('on Windows simulate says how PowerShell and cmd set the environment', () => {
  const preload = join(mkdtempSync(join(tmpdir(), 'tcaptcha-')), 'win32.js');
  writeFileSync(preload, "Object.defineProperty(process, 'platform', { value: 'win32' });\n");
  const steps = [{ expect: 'Ctrl-C', send: '\u0003' }];
  const { output } = atTerminal(['simulate', '--lang', 'zh-CN'], { columns: 400, steps, env: { NODE_OPTIONS: `--require ${preload}` } });
  assert.match(output, /PowerShell[^]*^\$env:CAPTCHA_APP_ID='123456789'$[^]*cmd[^]*^set CAPTCHA_APP_ID=123456789$/m);
  assert.doesNotMatch(output, /^export /m);
});

test('a port that is taken is said', async () => {
  const simulator = await startSimulator();
  try {
    const port = new URL(simulator.url).port;
    const { code, err } = piped(['simulate', '--port', port]);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^port ${port} is in use by another program`));
    assert.doesNotMatch(err, /invalid value/);
    const chinese = piped(['simulate', '--port', port, '--lang', 'zh-CN']);
    assert.match(chinese.err, new RegExp(`^端口 ${port} 已被其他程序占用`));
  } finally {
    await simulator.stop();
  }
});

test('a reader that goes away is no error', () => {
  const node = process.env.TCAPTCHA_NODE ?? process.execPath;
  const done = spawnSync('sh', ['-c', '"$NODE" "$CLI" --help | head -1'], {
    env: { PATH: process.env.PATH, NODE: node, CLI: process.env.TCAPTCHA_CLI, LANG: 'C' },
    encoding: 'utf8',
  });
  assert.equal(done.stdout, 'tcaptcha: Tencent Captcha for WeChat mini programs\n');
  assert.equal(done.stderr, '');
});
