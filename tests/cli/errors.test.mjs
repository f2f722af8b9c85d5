// Errors lead somewhere: in the user's language, to a page that is there without a network, and not in
// circles.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { atTerminal, keys, piped, plain, PUBLISHED_TOKEN, SECRET_KEY, startSimulator } from './command.mjs';

const check = ['check', '--user-ip', '203.0.113.7'];
const PAGES = { en: 'errors.md', 'zh-CN': 'errors.zh-CN.md' };
const HAN = /[\u4e00-\u9fff]/;

/** Holds the lines that end an answer: the page of this language, and its copy in the package. */
function holdLinks(text, name, lang) {
  const page = PAGES[lang];
  const links = text.match(/https:\/\/\S+docs\/errors\S*/g);
  assert.deepEqual(links, [`https://github.com/tcaptcha-wasm/tcaptcha-wasm/blob/main/docs/${page}#${name.toLowerCase()}`], text);
  const [file] = text.match(/\/\S+\/docs\/errors[\w.-]*\.md$/m);
  assert.ok(existsSync(file), file);
  assert.ok(file.endsWith(`/docs/${page}`), file);
  assert.match(readFileSync(file, 'utf8'), new RegExp(`^### \`${name}\`$`, 'm'));
}

/** What each reason and code is brought about by. */
const REASONS = [
  ['closed', '{"ret":2}'],
  ['failed', '{"ret":1}'],
  ['malformed', '{"ret":0}'],
  ['fallback_ticket', '{"ret":0,"ticket":"trerror_1_2_3"}'],
  ['replayed', 'web', 'code:9'],
  ['expired', null, 'code:8'],
  ['mismatch', null, 'code:7'],
  ['invalid_ticket', null, 'code:25'],
  ['risk', 'web', 'code:21'],
  ['refused', null, 'code:999'],
  ['timeout', null, 'hang'],
  ['network', null, 'reset'],
  ['service', null, 'code:26'],
  ['rate_limited', null, 'status:429'],
  ['quota', null, 'code:31'],
];

/** Short where the time is to run out; else longer than any machine is slow. */
const limitFor = (reason) => (reason === 'timeout' ? '500' : '60000');

test('each reason is said in the language of the locale, and so is its page', async () => {
  for (const [reason, given, fault] of REASONS) {
    const options = [...(fault ? ['--fault', fault] : []), ...(given === 'web' ? ['--flow', 'mini-program'] : [])];
    const simulator = await startSimulator(options);
    try {
      const input = given?.startsWith('{') ? given : simulator.captchaResults[0];
      for (const [lang, LANG] of [['en', 'en_US.UTF-8'], ['zh-CN', 'zh_CN.UTF-8']]) {
        const { out } = piped([...check, '--timeout-ms', limitFor(reason)], { env: { ...simulator.environment, LANG }, input });
        const [, said] = new RegExp(`^reason +${reason}: (.+)$`, 'm').exec(out) ?? assert.fail(`${reason}: ${out}`);
        assert.equal(HAN.test(said), lang === 'zh-CN', said);
        holdLinks(out, reason, lang);
      }
    } finally {
      await simulator.stop();
    }
  }
});

test('each code that a command can end with, too', async () => {
  const simulator = await startSimulator(['--fault', 'error:InvalidParameter']);
  const refused = await startSimulator(['--fault', 'error:AuthFailure.SignatureFailure']);
  try {
    const { environment } = simulator;
    for (const [code, args, env] of [
      ['ERR_CAPTCHA_INVALID_ARGUMENT', ['aid', '--app-id', 'x'], keys],
      ['ERR_CAPTCHA_INVALID_KEY', ['aid'], { ...keys, CAPTCHA_APP_SECRET_KEY: 'k'.repeat(33) }],
      ['ERR_CAPTCHA_CREDENTIALS', [...check, '{"ret":2}'], keys],
      ['ERR_CAPTCHA_REQUEST', [...check, '{"ret":0,"ticket":"t"}'], environment],
      ['ERR_CAPTCHA_AUTH', [...check, '{"ret":0,"ticket":"t"}'], refused.environment],
    ]) {
      for (const lang of ['en', 'zh-CN']) {
        const { code: exit, out, err } = piped([...args, '--lang', lang], { env });
        assert.equal(exit, 4, err);
        assert.equal(out, '');
        const [, advice] = err.split('\n');
        assert.match(err, new RegExp(`^✗ ${code}: `));
        assert.equal(HAN.test(advice), lang === 'zh-CN', err);
        holdLinks(err, code, lang);
      }
      const json = piped([...args, '--json'], { env });
      assert.equal(json.code, 4);
      assert.equal(json.err, '');
      assert.deepEqual(Object.keys(JSON.parse(json.out)), ['error']);
      assert.equal(JSON.parse(json.out).error.code, code);
    }
  } finally {
    await simulator.stop();
    await refused.stop();
  }
});

test('check and doctor do not send people to each other', async () => {
  for (const [fault, reason] of [['code:15', 'invalid_ticket'], ['code:31', 'quota'], ['hang', 'timeout'], ['reset', 'network'], ['status:500', 'service']]) {
    const simulator = await startSimulator(['--fault', fault]);
    try {
      const { environment: env, captchaResults } = simulator;
      const checked = piped([...check, '--timeout-ms', limitFor(reason)], { env, input: captchaResults[0] }).out;
      assert.match(checked, new RegExp(`^reason +${reason}:`, 'm'));
      const diagnosed = piped(['doctor'], { env }).out;
      const isCircle = /\bdoctor\b/.test(checked.replace(/\S*errors\.md\S*/g, '')) && /tcaptcha-wasm check/.test(diagnosed);
      assert.ok(!isCircle, `${checked}\n${diagnosed}`);
    } finally {
      await simulator.stop();
    }
  }
});

test('invalid_ticket names "used before": the plugin has no code for it', async () => {
  const simulator = await startSimulator();
  try {
    const { environment: env, captchaResults } = simulator;
    assert.equal(piped(check, { env, input: captchaResults[0] }).code, 0);
    const again = piped(check, { env, input: captchaResults[0] });
    assert.match(again.out, /^reason +invalid_ticket: .*used before/m);
    const chinese = piped([...check, '--lang', 'zh-CN'], { env, input: captchaResults[0] });
    assert.match(chinese.out, /^reason +invalid_ticket: .*已经用过/m);
  } finally {
    await simulator.stop();
  }
});

test('times carry their zone', () => {
  for (const [TZ, time] of [['Asia/Shanghai', '2024-03-11 16:16:12 +08:00'], ['America/St_Johns', '2024-03-11 05:46:12 -02:30'], ['UTC', '2024-03-11 08:16:12 +00:00']]) {
    const { out } = piped(['inspect', PUBLISHED_TOKEN], { env: { ...keys, TZ } });
    assert.match(out, new RegExp(`^issued +${time.replace('+', '\\+')}$`, 'm'), out);
  }
});

test('inspect --previous-key takes the key before this one from the environment, or asks', () => {
  const rotated = { ...keys, CAPTCHA_APP_SECRET_KEY: 'theNewAppSecretKey0000000' };
  assert.match(piped(['inspect', PUBLISHED_TOKEN], { env: rotated }).out, /^wrong_key /m);
  const args = ['inspect', PUBLISHED_TOKEN, '--previous-key'];
  const found = piped(args, { env: { ...rotated, CAPTCHA_APP_SECRET_KEY_PREVIOUS: SECRET_KEY } });
  assert.match(found.out, /^decrypted by +CAPTCHA_APP_SECRET_KEY_PREVIOUS$/m);
  const steps = [{ expect: 'previous AppSecretKey: ', send: `${SECRET_KEY}\r` }];
  const { output } = atTerminal(args, { env: rotated, steps });
  assert.match(plain(output), /^decrypted by +CAPTCHA_APP_SECRET_KEY_PREVIOUS$/m);
  assert.doesNotMatch(output, new RegExp(SECRET_KEY));
  assert.equal(piped(args, { env: rotated }).code, 2);
  for (const lang of ['en', 'zh-CN']) {
    assert.match(piped(['inspect', '--help', '--lang', lang]).out, /--previous-key [^]*CAPTCHA_APP_SECRET_KEY_PREVIOUS/);
    assert.match(piped(['--help', '--lang', lang]).out, /CAPTCHA_APP_SECRET_KEY_PREVIOUS/);
  }
});

test('simulate --verbose prints what was asked and answered, without secrets', async () => {
  for (const [fault, said] of [[null, /"CaptchaCode":1/], ['code:31', /"CaptchaCode":31.*\(fault: code\)/], ['reset', /-> - \(fault: reset\)/]]) {
    const simulator = await startSimulator(['--verbose', ...(fault ? ['--fault', fault] : [])]);
    const { environment: env, captchaResults } = simulator;
    piped(check, { env, input: captchaResults[0] });
    await simulator.stop();
    const lines = simulator.errors().trim().split('\n');
    assert.equal(lines.length, 1, simulator.errors());
    assert.match(lines[0], /^DescribeCaptchaMiniResult CaptchaType=9 CaptchaAppId=123456789 Ticket=tr0\S{3}… UserIp=203\.0\.113\.7 -> /);
    assert.match(lines[0], said);
    assert.ok(!lines[0].includes(JSON.parse(captchaResults[0]).detail.ticket));
    assert.ok(!lines[0].includes(SECRET_KEY) && !lines[0].includes(env.TENCENTCLOUD_SECRET_KEY));
  }
});
