import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piped } from './command.mjs';

const JUMP = {
  scene: 1038,
  referrerInfo: { appId: 'wx5a3a7366fd07e119', extraData: { ret: 0, ticket: 'tr0abcdefghijklmnopqrstuvwxyz', randstr: '@abc' } },
};

test('result says what each kind of result means', () => {
  const cases = [
    [{ ret: 0, ticket: 'tr0abc' }, 0, { origin: 'plain', status: 'solved' }],
    [{ type: 'verify', detail: { ret: 0, ticket: 'tr0abc' } }, 0, { origin: 'plugin', status: 'solved' }],
    [JUMP, 0, { origin: 'mini-program', status: 'solved' }],
    [{ ret: 1 }, 1, { origin: 'plain', status: 'failed' }],
    [{ detail: { ret: 2 } }, 1, { origin: 'plugin', status: 'closed' }],
    [{ ret: 0, ticket: 'trerror_1001_123456789_1710144972' }, 1, { origin: 'plain', status: 'fallback' }],
  ];
  for (const [input, code, expected] of cases) {
    const text = JSON.stringify(input);
    const answer = piped(['result', '--json', text]);
    assert.equal(answer.code, code, text);
    const { origin, status } = JSON.parse(answer.out);
    assert.deepEqual({ origin, status }, expected);
    assert.deepEqual(piped(['result', '--json'], { input: text }), answer);
    const shown = piped(['result', text]);
    assert.equal(shown.code, code);
    assert.match(shown.out, new RegExp(`^status +${expected.status}$`, 'm'));
  }
});

test('result names the action that checks the ticket, and does not show the whole ticket', () => {
  const { out } = piped(['result', JSON.stringify(JUMP)]);
  assert.match(out, /checked by +DescribeCaptchaResult/);
  assert.equal(out.includes(JUMP.referrerInfo.extraData.ticket), false);
  assert.match(piped(['result', '{"ret":0,"ticket":"a"}']).out, /checked by +DescribeCaptchaMiniResult/);
});

test('what cannot be read is said, and what console.log printed is recognised', () => {
  const { code, out } = piped(['result', '{"ret":0}']);
  assert.equal(code, 1);
  assert.match(out, /^reason +malformed: [^\n]+\nmessage +.*ticket/m);
  assert.equal(JSON.parse(piped(['result', '--json', 'x']).out).status, 'malformed');
  assert.match(piped(['result', "{ret: 0, ticket: 't'}"]).out, /JSON\.stringify/);
  // What is left of '{"ret":0}' in a command prompt of Windows.
  assert.match(piped(['result', "'{ret:0}'"]).out, /type FILE/);
});

test('nothing that is repeated reaches the terminal as an escape sequence', () => {
  // A title, a cleared screen, text that nobody sees.
  const hostile = '\u001b]0;owned\u0007\u009b2J\u001b[8m';
  const answers = [
    piped([hostile]),
    piped(['aid', `--${hostile}`]),
    piped(['doctor', '--offline', '--app-id', hostile]),
    piped(['result', JSON.stringify({ ret: 0, ticket: hostile })]),
  ];
  for (const { out, err } of answers) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  }
  assert.match(answers[0].err, /owned/);
});

test('input without end is refused', () => {
  const { code, err } = piped(['result'], { input: ' '.repeat(300 * 1024) });
  assert.equal(code, 2);
  assert.match(err, /too long/);
});
