// What is published can be read, and an error that nobody catches prints a line that a person can read.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nodeBinaries } from '../../support/nodes.mjs';
import { runProcess } from '../../support/run-process.mjs';
import { tool } from './tools.mjs';

const CARRIER = 'tcaptcha-wasm.js';
const MAX_LINE_LENGTH = 400;
const MAX_ERROR_BYTES = 3 * 1024;

export function checkReadable({ packageFolder }) {
  const files = readdirSync(packageFolder, { recursive: true }).filter(
    (name) => /\.m?js$/.test(name) && name !== CARRIER,
  );
  assert.ok(files.includes('index.js') && files.includes('web-core.mjs'));
  for (const name of files) {
    const text = readFileSync(join(packageFolder, name), 'utf8');
    for (const [index, line] of text.split('\n').entries()) {
      const place = `${name}:${index + 1}`;
      assert.ok(line.length <= MAX_LINE_LENGTH, `${place} has ${line.length} characters`);
    }
    for (const line of crowdedLines(text)) assert.fail(`${name}:${line} has two statements`);
  }

  const library = createRequire(join(packageFolder, 'package.json'))('./index.js');
  const functions = Object.entries(library).filter(([, value]) => typeof value === 'function');
  assert.ok(functions.length > 10);
  for (const [name, value] of functions) assert.equal(value.name, name);
  return `${files.length} files: lines of at most ${MAX_LINE_LENGTH} characters, one statement each, names kept`;
}

/** Lines on which two statements of one block begin. */
function crowdedLines(text) {
  const program = tool('acorn').parse(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowReturnOutsideFunction: true,
    allowHashBang: true,
    locations: true,
  });
  const lines = [];
  const walk = (node) => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node?.type === 'string') {
      const statements = node.type === 'Program' || node.type === 'BlockStatement' ? node.body : [];
      const starts = statements.map((one) => one.loc.start.line);
      lines.push(...starts.filter((line, index) => line === starts[index - 1]));
      Object.values(node).forEach(walk);
    }
  };
  walk(program);
  return lines;
}

const APP = "{ captchaAppId: '1', appSecretKey: 'k' }";
const CREDENTIALS = "{ secretId: 'AKIDx', secretKey: 'x' }";

/** Programs that end by an error of the package; `lib` is the package. */
const PROGRAMS = {
  'a missing option': 'lib.encryptAid({})',
  'a variable that is not set': `lib.encryptAid({ captchaAppId: '1', appSecretKey: process.env.NOT_SET })`,
  'a key that is too long': `lib.encryptAid({ captchaAppId: '1', appSecretKey: 'k'.repeat(1000) })`,
  'a time after the clock': `lib.encryptAid({ captchaAppId: '1', appSecretKey: 'k', nowSeconds: 9e9 })`,
  'no options': 'lib.createCaptcha()',
  'a result that is none': "lib.parseCaptchaResult('x'.repeat(100000))",
  'a token that is none': `lib.inspectAid(null, ${APP})`,
  'an answer that refuses': `lib.parseVerifyResponse(
    { status: 200, body: '{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"m"},"RequestId":"r"}}' },
    { action: 'DescribeCaptchaMiniResult', ticket: 't' })`,
  'an IV that is none': "require('tcaptcha-wasm/testing').encryptAidWithIv({})",
  'a rejected check': `lib.createCaptcha(Object.assign({ credentials: ${CREDENTIALS} }, ${APP}))
    .check({}).catch((error) => process.nextTick(() => { throw error }))`,
};

/** Every program on every Node.js; and a package that has lost its wasm. */
export async function checkUncaught({ consumer, packageFolder, scratch }) {
  const broken = join(scratch, 'broken');
  rmSync(broken, { recursive: true, force: true });
  cpSync(packageFolder, join(broken, 'node_modules/tcaptcha-wasm'), { recursive: true });
  for (const file of ['tcaptcha.wasm', CARRIER])
    rmSync(join(broken, 'node_modules/tcaptcha-wasm', file));
  const cases = [
    ...Object.entries(PROGRAMS).map(([name, program]) => [name, consumer, program]),
    ['no wasm', broken, `lib.encryptAid(${APP})`],
  ];

  let longest = 0;
  let count = 0;
  for (const [version, binary] of nodeBinaries([8, 10, 12, 14, 16, 18, 20, 22, 24, 26])) {
    for (const [name, cwd, program] of cases) {
      const path = join(cwd, 'uncaught.cjs');
      mkdirSync(cwd, { recursive: true });
      writeFileSync(path, `const lib = require('tcaptcha-wasm');\n${program};\n`);
      const { code, output } = await runProcess(binary, [path], { cwd });
      const what = `${name} on ${version}: ${output.slice(0, 2000)}`;
      assert.notEqual(code, 0, what);
      assert.match(output, /ERR_CAPTCHA_[A-Z_]+|err_captcha_[a-z_]+/, what);
      const bytes = Buffer.byteLength(output);
      assert.ok(bytes < MAX_ERROR_BYTES, `${bytes} bytes, ${what}`);
      longest = Math.max(longest, bytes);
      count += 1;
    }
  }
  return `${count} uncaught errors print at most ${longest} bytes`;
}
