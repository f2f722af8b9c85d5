// The lists of codes and reasons in Rust, and the page that explains each of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { PAIRS, path, REPOSITORY } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

const lib = createRequire(import.meta.url)(process.env.TCAPTCHA_PACKAGE);
const rust = (file) => [...readFileSync(path(file), 'utf8').matchAll(/^\s+\w+ => "(\w+)",$/gm)].map(([, text]) => text);
const codes = rust('src/error.rs');
const reasons = rust('src/verify/outcome.rs');
const [english, chinese] = PAIRS[1].map((name) => readMarkdown(path(name)).headings);

test('each code and each reason has a section, and each section a code or reason', () => {
  assert.ok(codes.length >= 10 && reasons.length >= 17);
  for (const headings of [english, chinese]) {
    const sections = headings.filter(({ isCode }) => isCode).map(({ text }) => text);
    assert.deepEqual(sections.sort(), [...codes, ...reasons].sort());
    for (const { text, anchor, isCode } of headings) if (isCode) assert.equal(anchor, text.toLowerCase());
  }
});

test('the message of each error ends with the address of its section', () => {
  for (const code of codes) {
    const { message } = new lib.CaptchaError(code, 'what is wrong');
    assert.equal(message, `what is wrong; see ${REPOSITORY}/blob/main/docs/errors.md#${code.toLowerCase()}`);
  }
});

test('the message of each outcome that did not pass does so, too', async () => {
  const seen = new Set();
  const hold = (outcome) => {
    assert.equal(anchorOf(outcome.message), outcome.reason);
    seen.add(outcome.reason);
  };
  const responses = [1, 7, 8, 9, 10, 21, 26, 31, 999].map((CaptchaCode) => ({ CaptchaCode, EvilLevel: 100, RequestId: 'r' }));
  responses.push({ Error: { Code: 'RequestLimitExceeded', Message: '' }, RequestId: 'r' });
  for (const Response of responses) {
    for (const ticket of ['tr0abc', 'trerror_1_2_3']) {
      const response = { status: 200, body: JSON.stringify({ Response }) };
      hold(lib.parseVerifyResponse(response, { action: 'DescribeCaptchaResult', ticket }));
    }
  }
  const failing = { shared: false, claim: async () => { throw new Error('down'); }, release: async () => {} };
  const claimed = { shared: false, claim: async () => false, release: async () => {} };
  const never = () => new Promise(() => {});
  const broken = async () => { throw new Error('down'); };
  for (const options of [{ store: failing }, { store: claimed }, { transport: never, timeoutMs: 20 }, { transport: broken }]) {
    const captcha = lib.createCaptcha({
      captchaAppId: '1',
      appSecretKey: 'k',
      credentials: { secretId: 'i', secretKey: 'k' },
      ...options,
    });
    for (const captchaResult of [{ ret: 0, ticket: 't' }, { ret: 1 }, { ret: 2 }, 'junk', { ret: 0, ticket: 'trerror_1_2_3' }]) {
      hold(await captcha.check({ captchaResult, userIp: '203.0.113.7' }));
    }
    captcha.dispose();
  }
  // `invalid_ticket` is the Mini action's word for code 21.
  assert.deepEqual([...seen].sort(), [...reasons].sort());
});

function anchorOf(message) {
  return /; see \S+\/docs\/errors\.md#(\w+)$/.exec(message)?.[1];
}
