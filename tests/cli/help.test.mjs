import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atTerminal, keys, piped, plain } from './command.mjs';

const COMMANDS = ['aid', 'inspect', 'result', 'check', 'simulate', 'doctor', 'init'];

test('help of the whole and of each command, with examples, in both languages', () => {
  for (const [lang, usage, examples] of [
    ['en', 'usage: ', 'examples:'],
    ['zh-CN', '用法：', '例子：'],
  ]) {
    const { code, out } = piped(['--help', '--lang', lang]);
    assert.equal(code, 0);
    for (const command of COMMANDS) assert.match(out, new RegExp(`^  ${command} `, 'm'));
    for (const command of COMMANDS) {
      const help = piped([command, '--help', '--lang', lang]);
      assert.equal(help.code, 0);
      assert.ok(help.out.startsWith(`${usage}tcaptcha ${command}`), help.out);
      assert.ok(help.out.includes(examples), help.out);
      assert.deepEqual(piped(['help', command, `--lang=${lang}`]), help);
    }
  }
});

test('help names the same options and exit codes in both languages', () => {
  const options = (text) => text.match(/--[a-z-]+|^ {2}\d+ /gm);
  for (const words of [[], ...COMMANDS.map((command) => [command])]) {
    const [english, chinese] = ['en', 'zh-CN'].map((lang) => piped([...words, '--help', '--lang', lang]).out);
    assert.deepEqual(options(chinese).sort(), options(english).sort());
  }
});

test('without a command: the help, and exit code 2', () => {
  const { code, out } = piped([]);
  assert.equal(code, 2);
  assert.match(out, /usage: tcaptcha <command>/);
});

test('the version is that of the package', () => {
  const { code, out } = piped(['--version']);
  assert.equal(code, 0);
  assert.match(out, /^\d+\.\d+\.\d+\n$/);
});

test('the language follows the locale, in the order of POSIX', () => {
  const chinese = (env) => /用法/.test(piped(['--help'], { env }).out);
  assert.equal(chinese({ LANG: 'zh_CN.UTF-8' }), true);
  assert.equal(chinese({ LANG: 'en_US.UTF-8' }), false);
  assert.equal(chinese({ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }), true);
  assert.equal(chinese({ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }), false);
  assert.equal(chinese({ LC_MESSAGES: 'zh_TW', LANG: 'C' }), true);
});

test('what cannot be understood is said, with exit code 2', () => {
  const cases = [
    [['bogus'], /no command bogus/],
    [['aid', '--bogus=5'], /no option --bogus$/m],
    [['aid', '--app-id'], /--app-id takes a value/],
    [['aid', '--json=1'], /--json takes no value/],
    [['aid', '--app-id', '1', '--expires-in', 'soon'], /invalid value for --expires-in: must be 1-86400/],
    [['aid', '--app-id', '1', '--expires-in', '0'], /invalid value for --expires-in: must be 1-86400/],
    [['aid', '--app-id', '1', '--expires-in', '86401'], /invalid value for --expires-in: must be 1-86400/],
    [['check', '{}', '--user-ip', '1.2.3.4', '--timeout-ms', '60001'], /invalid value for --timeout-ms: must be 1-60000/],
    [['inspect', 'a', '--previous-key=hunter2'], /no option --previous-key: secrets are not taken from the command line/],
    [['doctor', '--flow', 'phone'], /invalid value for --flow: must be plugin \| mini-program/],
    [['aid', '--mode', 'ecb'], /invalid value for --mode: must be cbc \| gcm/],
    [['inspect', 'a', 'b'], /too many arguments/],
    [['result'], /no captchaResult/],
    [['check', '{}'], /--user-ip is missing/],
    [['simulate', '--fault', 'fire'], /invalid value for --fault: must be hang \| .* \| status:200-599 \|/],
    [['simulate', '--fault', 'status:9'], /invalid value for --fault: must be hang \|/],
    [['simulate', '--fault', 'error'], /invalid value for --fault: must be hang \| .* \| error:NAME \|/],
    [['simulate', '--port', '65536'], /invalid value for --port: must be 0-65535/],
    [['simulate', '--port', '4e3'], /invalid value for --port: must be 0-65535/],
    [['simulate', '--tickets', '-1'], /invalid value for --tickets: must be 0-1000/],
    [['simulate', '--times', 'x'], /invalid value for --times: must be 0-999999999/],
    [['simulate', '--flow', 'phone'], /invalid value for --flow: must be plugin \| mini-program/],
    [['aid', '--lang', 'fr'], /invalid value for --lang: must be zh \| en/],
    [['help', 'bogus'], /no command bogus/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = piped(args, { env: { CAPTCHA_APP_ID: '123456789' } });
    assert.equal(code, 2, args.join(' '));
    assert.match(err, message);
    const [name] = args;
    const known = COMMANDS.includes(name) ? `${name} ` : '';
    assert.ok(err.includes(`npx tcaptcha-wasm ${known}--help`), err);
    assert.equal(out, '');
  }
  const env = { LANG: 'zh_CN.UTF-8' };
  assert.match(piped(['aid'], { env }).err, /缺少 --app-id/);
  assert.match(piped(['simulate', '--port', 'x'], { env }).err, /--port 的值无效，应为 0-65535/);
});

test('a secret on the command line is refused and not repeated', () => {
  for (const args of [['--app-secret-key=hunter2hunter2'], ['--secret-key', 'hunter2hunter2']]) {
    const { code, out, err } = piped(['aid', ...args], { env: keys });
    assert.equal(code, 2);
    assert.match(err, /secrets are not taken from the command line/);
    assert.doesNotMatch(out + err, /hunter2/);
  }
});

test('colour at a terminal only, and not with NO_COLOR or TERM=dumb', () => {
  const args = ['result', '{"ret":2}'];
  const coloured = atTerminal(args).output;
  assert.match(coloured, /\u001b\[/);
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    assert.equal(atTerminal(args, { env }).output, plain(coloured));
  }
  assert.doesNotMatch(piped(args).out, /\u001b/);
});
