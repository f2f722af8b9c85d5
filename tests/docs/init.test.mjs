// From an empty folder to a checked login, as a newcomer types it, with the npm of each time: the package
// from the registry, `init`, `npm install`, `npm run try`. The HTTP server, which has no other dependency.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { nodeWithNpm } from './lib/own-npm.mjs';
import { serveRegistry } from './lib/registry.mjs';

const manifest = JSON.parse(
  readFileSync(join(process.env.TCAPTCHA_PACKAGE, 'package.json'), 'utf8'),
);
let registry;

before(async () => {
  registry = await serveRegistry(process.env.TCAPTCHA_TARBALL, manifest);
});
after(() => registry.close());

/** Runs a command line in a folder; gives what it prints, and fails unless it ends with 0. */
async function run(command, cwd, bin) {
  const env = {
    PATH: bin ? `${bin}${delimiter}${process.env.PATH}` : process.env.PATH,
    HOME: cwd,
    LANG: 'C.UTF-8',
    npm_config_registry: registry.url,
    npm_config_cache: join(cwd, '.npm'),
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
  };
  const child = spawn('sh', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const [code] = await once(child, 'close');
  assert.equal(code, 0, `${command}: ${printed}`);
  return printed;
}

const isFull = process.env.TCAPTCHA_DOCS_FULL === 'true';
for (const major of isFull ? [8, undefined] : [undefined]) {
  test(`init http-server with Node.js ${major ?? process.version}`, async () => {
    const bin = major && nodeWithNpm(major);
    const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-init-'));
    await run('npm init -y && npm install tcaptcha-wasm', folder, bin);
    const said = await run('npx tcaptcha-wasm init http-server', folder, bin);
    const commands = said.split('\nnext, run:\n\n')[1].split('\n\nthen:')[0].trim().split(/\n */);
    assert.deepEqual(commands, ['cd captcha-server', 'npm install', 'npm run try']);
    const tried = await run(commands.join(' && '), folder, bin);
    assert.match(tried, /first check: \{ status: 'passed' \}/);
    assert.match(tried, /same ticket: \{ status: 'rejected', reason: 'replayed' \}/);
    assert.ok(existsSync(join(folder, 'captcha-server/node_modules/tcaptcha-wasm')));
  });
}
