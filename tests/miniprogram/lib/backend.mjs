// What the backend examples are run with: the simulator as the vendor, and its account.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const CAPTCHA_APP_ID = '123456789';
export const APP_SECRET_KEY = '1234567891011121314151516';
export const USER_IP = '203.0.113.7';

const credentials = { secretId: 'id-of-the-tests', secretKey: 'key-of-the-tests' };

/** The vendor, who by default demands a token and takes each once. */
export async function startSimulator(packageFolder, { requireAid = true } = {}) {
  const require = createRequire(join(packageFolder, 'package.json'));
  const { createSimulator } = require('tcaptcha-wasm/simulator');
  const simulator = createSimulator({
    apps: [{ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY, requireAid }],
    credentials,
  });
  const { url } = await simulator.listen();
  return Object.assign(simulator, {
    /** The environment of a backend that belongs to this account. */
    environment: {
      CAPTCHA_APP_ID,
      CAPTCHA_APP_SECRET_KEY: APP_SECRET_KEY,
      CAPTCHA_ENDPOINT: url,
      TENCENTCLOUD_SECRET_ID: credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
    },
    /** A result as the plugin's `verify` event has it. */
    solvePlugin: (aidEncrypted) =>
      simulator.solve({ captchaAppId: CAPTCHA_APP_ID, aidEncrypted, flow: 'plugin' }).detail,
  });
}

/**
 * What `tcaptcha init` of the installed package writes into an empty folder, with that package in its
 * node_modules. `installIn` is where the manifest is, below the folder.
 */
export function initProject(template, folder, packageFolder, options = [], installIn = '.') {
  rmSync(folder, { recursive: true, force: true });
  const command = [join(packageFolder, 'cli.js'), 'init', template, folder, ...options, '--json'];
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`init ${template} ended with ${status}: ${stdout}`);
  const modules = join(folder, installIn, 'node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(packageFolder, join(modules, 'tcaptcha-wasm'), { recursive: true });
}
