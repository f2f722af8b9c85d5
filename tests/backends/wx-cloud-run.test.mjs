// examples/wx-cloud-run. There is no Docker engine here: the Dockerfile is parsed and linted, and then its
// very instructions are carried out in an empty folder, on the Node.js that runs the tests.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { post } from '../frameworks/lib/running.mjs';
import { startVendor } from './lib/account.mjs';
import { httpCases } from './lib/http-cases.mjs';
import { copyExample, examples, readJson, target } from './lib/install.mjs';
import { startServer } from './lib/server.mjs';

const name = 'wx-cloud-run';
const text = readFileSync(join(examples, name, 'Dockerfile'), 'utf8');
const dockerfile = DockerfileParser.parse(text);
const image = join(target, 'wx-cloud-run-image');
let container;
let vendor;

before(async () => {
  container = build(copyExample(name), image);
  vendor = await startVendor(join(image, 'node_modules/tcaptcha-wasm'));
});
after(() => vendor.close());

/** Carries out the instructions in `folder`, which stands for the working directory. */
function build(context, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ignored = readFileSync(join(context, '.dockerignore'), 'utf8').trim().split('\n');
  const environment = {};
  let command;
  for (const instruction of dockerfile.getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((one) => one.getValue());
    if (keyword === 'COPY') {
      const [pattern, to] = words;
      assert.ok(to === './' || to === '.', `COPY to ${to}`);
      const chosen = new RegExp(`^${pattern === '.' ? '.*' : pattern.replace('*', '.*')}$`);
      for (const file of readdirSync(context)) {
        if (!chosen.test(file) || ignored.includes(file)) continue;
        cpSync(join(context, file), join(folder, file), { recursive: true });
      }
    } else if (keyword === 'RUN') {
      const done = spawnSync('sh', ['-c', words.join(' ')], { cwd: folder, encoding: 'utf8' });
      assert.equal(done.status, 0, `${words.join(' ')}:\n${done.stderr}`);
    } else if (keyword === 'ENV') {
      for (const property of instruction.getProperties()) {
        environment[property.getName()] = property.getValue();
      }
    } else if (keyword === 'CMD') {
      command = JSON.parse(instruction.getRawArgumentsContent());
    } else {
      assert.ok(['FROM', 'WORKDIR', 'EXPOSE'].includes(keyword), keyword);
    }
  }
  return { environment, command };
}

const start = (t, environment) =>
  startServer(t, container.command, image, { ...container.environment, ...environment });

httpCases({
  start,
  vendor: () => vendor,
  environment: () => vendor.functionEnvironment,
  variables: [
    'CAPTCHA_APP_ID',
    'CAPTCHA_APP_SECRET_KEY',
    'CAPTCHA_SECRET_ID',
    'CAPTCHA_SECRET_KEY',
  ],
  headersOf: (address) => ({
    'x-wx-source': 'wx_client',
    'x-original-forwarded-for': address,
    'x-forwarded-for': `${address}, 10.0.0.1`,
  }),
  // From the public network, around WeChat.
  forged: { 'x-original-forwarded-for': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' },
  missing: /must have the header X-WX-SOURCE/,
});

test('a body over 64 KiB is refused', async (t) => {
  const { url } = await start(t, vendor.functionEnvironment);
  const { status } = await post(`${url}/api/check`, { captchaResult: 'x'.repeat(70_000) });
  assert.equal(status, 413);
});

test('the linter has nothing to say of the Dockerfile', () => {
  assert.deepEqual(validate(text), []);
  assert.notDeepEqual(validate('FROM node\nRUNN x\n'), [], 'it does find what is wrong');
});

test('the base image is one fixed version of Node.js', () => {
  const [from] = dockerfile.getFROMs();
  assert.equal(from.getImageName(), 'node');
  assert.match(from.getImageTag(), /^\d+\.\d+\.\d+-alpine$/);
});

test('one port: of the image, of the program, of the platform', () => {
  const config = readJson(examples, name, 'container.config.json');
  const [exposed] = dockerfile
    .getInstructions()
    .filter((one) => one.getKeyword() === 'EXPOSE')
    .map((one) => one.getArguments()[0].getValue());
  assert.deepEqual([config.containerPort, exposed, container.environment.PORT], [80, '80', '80']);
});

test('container.config.json has the platform’s names, and no secret', () => {
  const config = readJson(examples, name, 'container.config.json');
  // Of the schema of the developer tools (container.config.schema.json) and the vendor's template.
  const known = {
    containerPort: 'number',
    dockerfilePath: 'string',
    buildDir: 'string',
    minNum: 'number',
    maxNum: 'number',
    cpu: 'number',
    mem: 'number',
    policyType: 'string',
    policyThreshold: 'number',
    envParams: 'object',
    customLogs: 'string',
    initialDelaySeconds: 'number',
  };
  for (const [key, value] of Object.entries(config)) assert.equal(typeof value, known[key], key);
  assert.deepEqual(config.envParams, {});
  assert.equal(config.dockerfilePath, 'Dockerfile');
});

test('what must not get into the image does not', () => {
  const files = readdirSync(image);
  assert.deepEqual(files.filter((file) => file !== 'package-lock.json').sort(), [
    'node_modules',
    'package.json',
    'server.js',
  ]);
});
