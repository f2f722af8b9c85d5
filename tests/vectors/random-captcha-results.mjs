// Random captchaResults and what the package makes of them, for the crate to agree with: the rules
// are written twice, in src/result and in pkg-template/src/captcha-result.ts.
//
//   node tests/vectors/random-captcha-results.mjs     writes captcha-result-random.json
//
// After a change of the rules: write it again, and the Rust tests say whether both were changed.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { parseCaptchaResult, readShowOptions } = require('../../pkg/index.js');

let state = 20261121;
/** A number below `end`: mulberry32, so that the file is the same wherever it is written. */
function below(end) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
}
const pick = (values) => values[below(values.length)];

const junk = [null, true, false, '', ' ', '0', 'x', 0, 1, 2, -1, 1.5, 1e21, [], [0], {}, { ret: 0 }];
const digits = ['0', '7', '007', '1001', '1795190245', '9007199254740991', '9007199254740992', ''];
const tickets = [
  't03ZXHWzVyQ2jBUtNc4A',
  'tr0',
  'trerror',
  'terror_',
  'with space',
  '票',
  '~!"\\/',
  'a\u007f',
  'é',
];
const separators = ['_', '_', '_', '_', '-', ' ', '__', ''];

function ticket() {
  if (below(3) > 0) return pick(tickets);
  const start = pick(['trerror', 'terror', 'Trerror', 'trerror']);
  const parts = Array.from({ length: pick([3, 3, 3, 3, 2, 4]) }, () => pick(digits));
  return [start, ...parts].reduce((text, part) => text + pick(separators) + part);
}

function fields() {
  const made = {};
  if (below(10) > 0) made.ret = below(5) === 0 ? pick(junk) : pick([0, 0, 0, 1, 2]);
  if (below(8) > 0) made.ticket = below(8) === 0 ? pick(junk) : ticket();
  if (below(3) === 0) made.randstr = below(4) === 0 ? pick(junk) : pick(['@Ux9', '', '票', 'a b']);
  if (below(4) === 0) made.errMsg = 'ok';
  return below(15) === 0 ? pick(junk) : made;
}

function show() {
  const referrerInfo = {};
  if (below(8) > 0) referrerInfo.appId = pick(['wx5a3a7366fd07e119', 'wx5a3a7366fd07e119', 'wx', 1]);
  if (below(6) > 0) referrerInfo.extraData = fields();
  const made = {};
  if (below(8) > 0) made.scene = pick([1038, 1038, 1038, 1038, 1001, '1038', null]);
  if (below(10) > 0) made.referrerInfo = below(10) === 0 ? pick(junk) : referrerInfo;
  return made;
}

const shapes = [
  fields,
  () => ({ type: 'verify', detail: fields() }),
  () => ({ mp: { detail: fields() } }),
  () => ({ mp: pick(junk) }),
  show,
  show,
];

function answer(input) {
  try {
    return { expect: parseCaptchaResult(input) };
  } catch (error) {
    // Without the address of the help that the package adds.
    return { error: error.message.slice(0, error.message.indexOf('; see ')) };
  }
}

const cases = Array.from({ length: 600 }, (_, index) => {
  const input = pick(shapes)();
  const text = typeof input === 'string';
  const given = text ? JSON.stringify(input) : input;
  const name = `random ${index}`;
  return { name, input, ...(text && { text }), ...answer(given), show: readShowOptions(given) };
});
const lines = cases.map((one) => `    ${JSON.stringify(one)}`);
writeFileSync(
  new URL('./captcha-result-random.json', import.meta.url),
  `{\n  "comment": "Written by random-captcha-results.mjs; the form is that of captcha-result.json.",\n  "cases": [\n${lines.join(',\n')}\n  ]\n}\n`,
);
