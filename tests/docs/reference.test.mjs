// The reference of the package: TypeDoc finds nothing to complain of, and every example runs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { root } from '../support/npm.mjs';

const require = createRequire(import.meta.url);
const lib = require(process.env.TCAPTCHA_PACKAGE);
const simulatorEntry = require(join(process.env.TCAPTCHA_PACKAGE, 'simulator.js'));
const { encryptAidWithIv } = require(join(process.env.TCAPTCHA_PACKAGE, 'testing.js'));
const app = { captchaAppId: '123456789', appSecretKey: '1234567891011121314151516' };
const credentials = { secretId: 'id', secretKey: 'key' };
let simulator;
let endpoint;

before(async () => {
  simulator = simulatorEntry.createSimulator({ apps: [app], credentials });
  endpoint = (await simulator.listen()).url;
});
after(() => simulator.close());

const publicNames = [
  ...Object.keys(lib),
  ...Object.keys(simulatorEntry),
  'encryptAidWithIv',
].filter((name) => typeof { ...lib, ...simulatorEntry, encryptAidWithIv }[name] === 'function');

const sources = sourceFiles(join(root, 'pkg-template/src')).map((file) => readFileSync(file, 'utf8'));

for (const name of publicNames) {
  test(`the example of ${name} runs`, async () => {
    const code = exampleOf(name);
    assert.ok(code, `${name} has no @example`);
    assert.ok(code.includes(name), `the example of ${name} does not use it`);
    await run(code);
  });
}

test('TypeDoc makes the reference without a warning', () => {
  const typedoc = fileURLToPath(new URL('node_modules/typedoc/bin/typedoc', import.meta.url));
  const done = spawnSync(process.execPath, [typedoc, '--options', 'typedoc.json'], {
    cwd: join(root, 'pkg-template'),
    encoding: 'utf8',
  });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  assert.ok(existsSync(join(root, 'target/docs/api/index.html')));
});

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'cli' ? [] : sourceFiles(file);
    return /\.ts$/.test(file) ? [file] : [];
  });
}

/** The code behind @example in the comment before the declaration. */
function exampleOf(name) {
  const declared = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport (?:async )?(?:function|class) ${name}\\b`);
  for (const source of sources) {
    const comment = declared.exec(source)?.[1];
    if (comment === undefined) continue;
    const text = comment.replace(/^ *\* ?/gm, '');
    return /@example\n([^]*?)(?=\n@|$)/.exec(text)?.[1].trim();
  }
  return undefined;
}

/** Runs an example with what the text around it would have given it. */
async function run(code) {
  const answered = [];
  class Redis {
    call = async () => 'OK';
  }
  const database = {
    collection: () => ({ where: () => ({ remove: async () => ({ stats: { removed: 0 } }) }) }),
    command: { lt: (value) => value },
  };
  const cloud = { init() {}, DYNAMIC_CURRENT_ENV: 'env', database: () => database };
  const event = simulator.solve({ captchaAppId: app.captchaAppId, flow: 'plugin' });
  const local = (make) => (options) => make({ credentials, endpoint, ...options });
  const response = await askOnce();
  const context = {
    ...lib,
    ...simulatorEntry,
    encryptAidWithIv,
    createCaptcha: local(lib.createCaptcha),
    createVerifier: local(lib.createVerifier),
    ...app,
    credentials,
    captchaResult: event,
    ticket: event.detail.ticket,
    userIp: '203.0.113.7',
    aidEncrypted: lib.encryptAid(app),
    response: { status: 200, text: async () => response },
    headers: { 'X-TC-Action': 'DescribeCaptchaMiniResult' },
    check: async (given) => answered.push(given),
    logIn: async () => answered.push('in'),
    console: { ...console, warn() {}, error() {}, log() {} },
    Redis,
    cloud,
    require: (name) => (name === 'wx-server-sdk' ? cloud : require(name)),
    exports: {},
    process: { env: { TENCENTCLOUD_SECRET_ID: 'id', TENCENTCLOUD_SECRET_KEY: 'key', REDIS_URL: 'redis://127.0.0.1' } },
  };
  context.credentialsFromEnvironment = () => lib.credentialsFromEnvironment(context.process.env);
  const body = code.replace(/^import .*$/gm, '');
  // Names that the example declares itself are not given to it.
  const names = Object.keys(context).filter((name) => !new RegExp(`(?:const|let) (?:\\{[^}]*\\b)?${name}\\b`).test(body));
  const go = new Function(...names, `return (async () => {\n${body}\n})()`);
  await go(...names.map((name) => context[name]));
}

async function askOnce() {
  return JSON.stringify({ Response: { CaptchaCode: 1, RequestId: 'r' } });
}
