// The lists of codes, reasons, problems and mistakes in Rust, and the page that explains each of them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { test } from 'node:test';
import { pairOf, path, REPOSITORY } from './lib/files.mjs';
import { readMarkdown } from './lib/markdown.mjs';

const lib = createRequire(import.meta.url)(process.env.TCAPTCHA_PACKAGE);
const rust = (file) => [...readFileSync(path(file), 'utf8').matchAll(/^\s+\w+ => "(\w+)",$/gm)].map(([, text]) => text);
const codes = rust('src/error.rs');
const reasons = rust('src/verify/outcome.rs');
const mistakes = rust('src/aid/mistakes.rs');
const problems = [...readFileSync(path('src/aid/problem.rs'), 'utf8').matchAll(/^\s+Self::\w+ => "(\w+)",$/gm)].map(([, text]) => text);
/** `expired` is a reason and a problem: one section for both. */
const names = [...new Set([...codes, ...reasons, ...problems, ...mistakes])];
const [english, chinese] = pairOf('errors').map((name) => readMarkdown(path(name)).headings);

test('each code, reason, problem and mistake has a section, and each section is one of them', () => {
  assert.ok(codes.length >= 10 && reasons.length >= 17 && problems.length >= 8 && mistakes.length >= 16);
  for (const headings of [english, chinese]) {
    const sections = headings.filter(({ isCode }) => isCode).map(({ text }) => text);
    assert.deepEqual(sections.sort(), [...names].sort());
    for (const { text, anchor, isCode } of headings) if (isCode) assert.equal(anchor, text.toLowerCase());
  }
});

for (const name of pairOf('errors')) {
  test(`${name} begins each reason with one or two sentences, which the demo page shows`, () => {
    const text = readFileSync(path(name), 'utf8');
    for (const reason of reasons) {
      const paragraph = text.split(`### \`${reason}\`\n\n`)[1].split('\n\n')[0];
      const sentences = paragraph.split(/[.。](?:\s|$|(?=[^\d\w`]))/).filter(Boolean);
      assert.ok(sentences.length <= 2 && paragraph.length <= 200, `${reason}: ${paragraph}`);
      assert.ok(!paragraph.includes(']('), `${reason}: a link, which leads elsewhere from another page`);
    }
  });
}

test('the page about inspectAid links each problem and each mistake', () => {
  for (const [at, name] of pairOf('tokens/inspect').entries()) {
    const linked = readMarkdown(path(name)).links.map(({ url }) => url);
    for (const one of [...problems, ...mistakes]) assert.ok(linked.includes(`../errors${['', '.zh-CN'][at]}.md#${one}`), one);
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
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hung = lib.createVerifier({
    captchaAppId: '1',
    appSecretKey: 'k',
    credentials: { secretId: 'i', secretKey: 'k' },
    endpoint: `http://127.0.0.1:${server.address().port}`,
    maxConnections: 1,
    timeoutMs: 100,
  });
  const verify = () => hung.verify({ ticket: 't', userIp: '203.0.113.7' });
  for (const outcome of await Promise.all([verify(), verify()])) hold(outcome);
  hung.dispose();
  server.close();
  // `invalid_ticket` is the Mini action's word for code 21.
  assert.deepEqual([...seen].sort(), [...reasons].sort());
});

for (const page of pairOf('errors')) {
  test(`the table of CaptchaCodes in ${page} is what the package makes of them`, () => {
    const rows = readFileSync(path(page), 'utf8').split('\n').filter((line) => /^\| (\d|others|其他)/.test(line) && line.split('|').length === 5);
    assert.equal(rows.length, 13);
    for (const row of rows) {
      const [, first, mini, web] = row.split('|');
      const captchaCodes = first.match(/\d+/g)?.map(Number) ?? [0, 6, 999];
      const ticket = /disaster|容灾/.test(first) ? 'trerror_1_2_3' : 'tr0abc';
      for (const CaptchaCode of captchaCodes) {
        for (const [action, cell] of [['DescribeCaptchaMiniResult', mini], ['DescribeCaptchaResult', web]]) {
          const told = (extra) => {
            const body = JSON.stringify({ Response: { CaptchaCode, RequestId: 'r', ...extra } });
            const outcome = lib.parseVerifyResponse({ status: 200, body }, { action, ticket });
            return outcome.reason ?? outcome.status;
          };
          const [plain, malicious] = cell.match(/(?<=`)\w+(?=`)/g);
          assert.equal(told({}), plain, row);
          if (malicious) assert.equal(told({ EvilLevel: 100 }), malicious, row);
        }
      }
    }
  });
}

function anchorOf(message) {
  return /; see \S+\/docs\/errors\.md#(\w+)$/.exec(message)?.[1];
}
