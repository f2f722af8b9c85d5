import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { APP_ID, atTerminal, keys, piped, plain, PUBLISHED_TOKEN, SECRET_KEY } from './command.mjs';

test('aid prints a token alone, which inspect finds good', () => {
  const made = piped(['aid', '--expires-in', '600'], { env: keys });
  assert.equal(made.code, 0);
  assert.match(made.out, /^[A-Za-z0-9+/]{64}\n$/);
  const seen = piped(['inspect', '--json'], { env: keys, input: made.out });
  assert.equal(seen.code, 0);
  const { valid, captchaAppId, expiresInSeconds } = JSON.parse(seen.out);
  assert.deepEqual({ valid, captchaAppId, expiresInSeconds }, { valid: true, captchaAppId: APP_ID, expiresInSeconds: 600 });
});

test('aid --json says how long the token lasts; the option wins over the environment', () => {
  const before = Math.floor(Date.now() / 1000);
  const { out } = piped(['aid', '--json', '--app-id', '987654321', '--mode', 'gcm', '--aad', 'a'], { env: keys });
  const after = Math.floor(Date.now() / 1000);
  const { aidEncrypted, captchaAppId, expiresInSeconds, expiresAtSeconds } = JSON.parse(out);
  assert.equal(captchaAppId, '987654321');
  assert.equal(expiresInSeconds, 3600);
  const issuedAtSeconds = expiresAtSeconds - 3600;
  assert.ok(before <= issuedAtSeconds && issuedAtSeconds <= after);
  assert.equal(piped(['inspect', aidEncrypted, '--mode', 'gcm', '--aad', 'a', '--app-id', '987654321'], { env: keys }).code, 0);
  assert.equal(piped(['inspect', aidEncrypted, '--mode', 'gcm', '--aad', 'b'], { env: keys }).code, 1);
});

test('inspect names what is wrong with a token, from an argument or standard input', () => {
  const cases = [
    [PUBLISHED_TOKEN, {}, ['expired']],
    [PUBLISHED_TOKEN, { CAPTCHA_APP_ID: '1' }, ['app_id_mismatch', 'expired']],
    [PUBLISHED_TOKEN, { CAPTCHA_APP_SECRET_KEY: 'another' }, ['wrong_key']],
    ['not base64!', {}, ['not_base64']],
    ['AAAA', {}, ['wrong_length']],
  ];
  for (const [token, env, expected] of cases) {
    const asked = { env: { ...keys, ...env } };
    const { code, out } = piped(['inspect', '--json', token], asked);
    assert.equal(code, 1, token);
    assert.deepEqual(JSON.parse(out).problems.map((problem) => problem.code).sort(), expected);
    assert.deepEqual(piped(['inspect', '--json', '-'], { ...asked, input: `\ufeff${token}\r\n` }), { code, out, err: '' });
  }
  const { out } = piped(['inspect', PUBLISHED_TOKEN, '--lang', 'zh-CN'], { env: keys });
  assert.match(out, /会被拒绝/);
  assert.match(out, /expired +已过期/);
});

const { vectors } = JSON.parse(readFileSync(new URL('../vectors/aid-mistakes.json', import.meta.url), 'utf8'));

test('inspect says what the code that made a token did wrong, each mistake in both languages', () => {
  const told = { en: new Set(), 'zh-CN': new Set() };
  for (const { aidEncrypted, options, mistakes } of vectors) {
    // Each mistake once; the command takes no key with blanks around it, and reads a token without them.
    if (mistakes.length !== 1 || told.en.has(mistakes[0]) || /\s$/.test(aidEncrypted)) continue;
    const { appSecretKey, mode = 'cbc', aad } = options;
    const args = ['inspect', '--mode', mode, ...(aad ? ['--aad', aad] : [])];
    const asked = { env: { CAPTCHA_APP_SECRET_KEY: [].concat(appSecretKey).pop() }, input: aidEncrypted };
    assert.deepEqual(JSON.parse(piped([...args, '--json'], asked).out).mistakes, mistakes);
    for (const lang of Object.keys(told)) {
      const { code, out } = piped([...args, '--lang', lang], asked);
      assert.equal(code, 1);
      const line = new RegExp(`^${mistakes[0]} +(.+)$`, 'm').exec(out);
      assert.ok(line && line[1].length > 10, out);
      assert.equal(/[\u4e00-\u9fff]/.test(line[1]), lang === 'zh-CN');
      told[lang].add(mistakes[0]);
    }
  }
  for (const names of Object.values(told)) {
    assert.deepEqual([...names].sort(), [...new Set(vectors.flatMap(({ mistakes }) => mistakes))].sort());
  }
});

test('inspect opens a token of the key before while keys rotate', () => {
  const env = { CAPTCHA_APP_ID: APP_ID, CAPTCHA_APP_SECRET_KEY: 'the-new-key', CAPTCHA_APP_SECRET_KEY_PREVIOUS: SECRET_KEY };
  const token = piped(['aid'], { env: keys }).out;
  const { code, out } = piped(['inspect'], { env, input: token });
  assert.equal(code, 0);
  assert.match(out, /decrypted by +CAPTCHA_APP_SECRET_KEY_PREVIOUS/);
});

test('the key is asked for without echo', () => {
  for (const args of [['aid'], ['inspect', PUBLISHED_TOKEN]]) {
    // A slip of the finger, and Backspace.
    const steps = [{ expect: 'AppSecretKey: ', send: `${SECRET_KEY}x\u007f\r` }];
    const { code, output } = atTerminal(args, { env: { CAPTCHA_APP_ID: APP_ID }, steps });
    assert.equal(output.includes('1011121314'), false, output);
    if (args[0] === 'inspect') {
      assert.equal(code, 1);
      assert.match(plain(output), /^expired /m); // opened, so the key was read rightly
    } else {
      assert.equal(code, 0);
      const token = /^[A-Za-z0-9+/]{64}$/m.exec(output)[0];
      assert.equal(piped(['inspect', token], { env: keys }).code, 0);
    }
  }
});

test('Ctrl-C at the prompt ends with 130 and leaves the terminal as it was', () => {
  const steps = [{ expect: 'AppSecretKey: ', send: 'abc\u0003' }];
  const { code, output } = atTerminal(['aid'], { env: { CAPTCHA_APP_ID: APP_ID }, steps });
  assert.equal(code, 130);
  assert.doesNotMatch(output, /abc/);
});

test('without a key and without a terminal: exit code 2, naming the variable', () => {
  const { code, err } = piped(['aid', '--app-id', '1', '--lang', 'zh-CN']);
  assert.equal(code, 2);
  assert.match(err, /没有设置 CAPTCHA_APP_SECRET_KEY/);
});

test('a key or an option that the core refuses: exit code 4, the code and what to do', () => {
  const long = piped(['aid'], { env: { ...keys, CAPTCHA_APP_SECRET_KEY: 'k'.repeat(33) } });
  assert.equal(long.code, 4);
  assert.match(long.err, /ERR_CAPTCHA_INVALID_KEY: .*\nwhat to do: copy the AppSecretKey/);
  assert.doesNotMatch(long.err, /kkk/);
  const id = piped(['aid', '--app-id', 'x', '--lang', 'zh-CN'], { env: keys });
  assert.equal(id.code, 4);
  assert.match(id.err, /ERR_CAPTCHA_INVALID_ARGUMENT: captchaAppId .*\n参数缺失、类型不对或超出范围。怎么办：/);
});

test('a narrow terminal: no line is wider than it, and nothing is lost', () => {
  for (const lang of ['en', 'zh-CN']) {
    for (const columns of [24, 40, 100]) {
      const args = ['inspect', PUBLISHED_TOKEN, '--app-id', '1', '--lang', lang];
      const { output } = atTerminal(args, { env: keys, columns });
      for (const line of plain(output).split('\n')) assert.ok(widthOf(line) <= columns, `${columns}: ${line}`);
      const piped_ = piped(args, { env: keys }).out;
      assert.equal(plain(output).replace(/\s/g, ''), piped_.replace(/\s/g, ''));
    }
  }
});

function widthOf(text) {
  let width = 0;
  for (const character of text) width += /[\u2e80-\uffef]/.test(character) ? 2 : 1;
  return width;
}
