// examples/cloud-function-typescript, built by its own build command, and what that leaves to upload in
// CloudBase's own local runtime.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { initProject, startSimulator, USER_IP } from '../lib/backend.mjs';
import { here } from '../lib/folders.mjs';
import { startRecorder } from '../lib/vendor-recorder.mjs';
import { nodeBinaries } from '../../support/nodes.mjs';
import { root } from '../../support/npm.mjs';
import { addWarmHandler, invoke, invokeWithLog } from './function.mjs';

const packageFolder = process.env.TCAPTCHA_PACKAGE;
// Below the tools' node_modules, where wx-server-sdk is found.
const project = join(here, 'cloud/work/captcha-typescript');
const folder = join(here, 'cloud/work/captcha-typescript-upload');
const VARIABLES = [
  'CAPTCHA_APP_ID',
  'CAPTCHA_APP_SECRET_KEY',
  'CAPTCHA_SECRET_ID',
  'CAPTCHA_SECRET_KEY',
];
let simulator;
let environment;

before(async () => {
  initProject('cloud-function-typescript', project, packageFolder);
  symlinkSync(join(root, 'node_modules/@types'), join(project, 'node_modules/@types'), 'junction');
  const { status, output } = build();
  assert.equal(status, 0, output);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(project, 'dist/captcha'), folder, { recursive: true });
  cpSync(packageFolder, join(folder, 'node_modules/tcaptcha-wasm'), { recursive: true });
  addWarmHandler(folder);
  simulator = await startSimulator(packageFolder);
  const { TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY, ...rest } = simulator.environment;
  environment = {
    ...rest,
    CAPTCHA_SECRET_ID: TENCENTCLOUD_SECRET_ID,
    CAPTCHA_SECRET_KEY: TENCENTCLOUD_SECRET_KEY,
    // What the platform injects: the role of the function, which may not ask for checks.
    TENCENTCLOUD_SECRETID: 'id-of-the-role',
    TENCENTCLOUD_SECRETKEY: 'key-of-the-role',
    TENCENTCLOUD_SESSIONTOKEN: 'token-of-the-role',
  };
});
after(() => simulator.close());

/** `npm run build` of the example, with the compiler at the repository's root. */
function build() {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  const options = { cwd: project, encoding: 'utf8', env: { ...process.env, PATH: path } };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', scripts.build], options);
  return { status, output: stdout + stderr };
}

const call = (event, options) => invoke(event, environment, { folder, ...options });

// The oldest that cloud functions have, and the one that the command line creates them on.
for (const [name, node] of nodeBinaries([8, 18])) {
  test(`${name}: token, captcha, check: passed; the same ticket: replayed`, async () => {
    const { aidEncrypted } = await call({ action: 'token' }, { node });
    const captchaResult = simulator.solvePlugin(aidEncrypted);
    assert.equal(captchaResult.ret, 0, 'the vendor takes the token');
    const event = { action: 'check', captchaResult };
    const answers = await call({ events: [event, event] }, { node, handler: 'warm.main' });
    assert.deepEqual(answers, [{ status: 'passed' }, { status: 'rejected', reason: 'replayed' }]);
  });
}

test('an event with another action fails with what action takes', async () => {
  for (const event of [{}, { action: 'tokens' }]) {
    await assert.rejects(call(event), /action takes 'token' or 'check'/);
  }
});

test('each variable is named when it is not set', async () => {
  const calls = VARIABLES.map(async (name) => {
    const named = new RegExp(`没有设置环境变量 ${name} /`);
    const less = { ...environment, [name]: undefined };
    await assert.rejects(invoke({ action: 'token' }, less, { folder }), named);
  });
  await Promise.all(calls);
});

test('the vendor is asked about the address that WeChat names; a call without one is refused', async () => {
  const vendor = await startRecorder();
  const event = { action: 'check', captchaResult: { ret: 0, ticket: 't03a' } };
  const checkWith = (more) =>
    invoke(event, { ...environment, CAPTCHA_ENDPOINT: vendor.url, ...more }, { folder });
  assert.deepEqual(await checkWith({}), { status: 'passed' });
  assert.deepEqual(
    vendor.asked.map(({ UserIp }) => UserIp),
    [USER_IP],
  );
  await assert.rejects(checkWith({ WX_CONTEXT_KEYS: '' }), /CLIENTIP or CLIENTIPV6/);
  assert.equal(vendor.asked.length, 1);
  await vendor.close();
});

test('what did not pass is one line of JSON in the log, without ticket and address', async () => {
  const captchaResult = { ret: 0, ticket: 'trerror_1001_123456789_1710144972' };
  const event = { action: 'check', captchaResult };
  const { answer, log } = await invokeWithLog(event, environment, { folder });
  assert.deepEqual(answer, { status: 'rejected', reason: 'fallback_ticket' });
  const lines = log.filter((line) => line.includes('"status"'));
  assert.equal(lines.length, 1, log.join('\n'));
  assert.ok(!log.join().includes(captchaResult.ticket) && !log.join().includes(USER_IP));
});

test('what is uploaded: the compiled files, and a manifest of the dependencies at run time', () => {
  const upload = join(project, 'dist/captcha');
  assert.deepEqual(readdirSync(upload).sort(), ['environment.js', 'index.js', 'package.json']);
  const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(join(upload, 'package.json'), 'utf8'));
  assert.deepEqual(manifest.dependencies, dependencies);
  assert.deepEqual([manifest.main, manifest.devDependencies], ['index.js', undefined]);
});

test('a mistake in the types fails the build, and leaves nothing to upload', () => {
  rmSync(join(project, 'dist'), { recursive: true });
  const file = join(project, 'src/index.ts');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace("'wx-cloud-function'", "'wx-cloudfunction'"));
  const { status, output } = build();
  writeFileSync(file, text);
  assert.notEqual(status, 0);
  assert.match(output, /src\/index\.ts\(\d+,\d+\): error TS2769/);
  assert.ok(!existsSync(join(project, 'dist/captcha/index.js')));
});
