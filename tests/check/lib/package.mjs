// The built package under test, with the simulator, and an account.

import { lib, require } from '../../support/built-package.mjs';

export { lib, packageFolder } from '../../support/built-package.mjs';
export const { createSimulator } = require('./simulator.js');

export const CAPTCHA_APP_ID = '123456789';
export const APP_SECRET_KEY = '1234567891011121314151516';
export const CREDENTIALS = {
  secretId: 'AKIDsimulatedSecretId00000000000000',
  secretKey: 'simulatedSecretKey00000000000000',
};
export const USER_IP = '203.0.113.7';

/** A simulator that listens, and a captcha that asks it; both end with the test. */
export async function roundTrip(t, { simulator: simulatorOptions, ...options } = {}) {
  const simulator = createSimulator({
    apps: [{ captchaAppId: CAPTCHA_APP_ID, appSecretKey: APP_SECRET_KEY }],
    credentials: CREDENTIALS,
    ...simulatorOptions,
  });
  const { url } = await simulator.listen();
  const captcha = lib.createCaptcha({ ...captchaOptions(url), ...options });
  t?.after(async () => {
    captcha.dispose();
    await simulator.close();
  });
  return { simulator, url, captcha };
}

/** How much later than its time a timeout may come, on a machine that has other things to do. */
export const GRACE_MS = 1000;

export function captchaOptions(endpoint) {
  return {
    // Only what is about the timeout runs into it: a slow machine changes no other outcome.
    timeoutMs: 60_000,
    captchaAppId: CAPTCHA_APP_ID,
    appSecretKey: APP_SECRET_KEY,
    credentials: CREDENTIALS,
    endpoint,
  };
}

/** What the client would be handed. */
export function solve(simulator, flow = 'plugin') {
  return simulator.solve({ captchaAppId: CAPTCHA_APP_ID, flow });
}

/** `passed`, `rejected/<reason>`, `unavailable/<reason>`, or the code of what was thrown. */
export async function label(work) {
  try {
    const outcome = await work;
    return outcome.reason ? `${outcome.status}/${outcome.reason}` : outcome.status;
  } catch (error) {
    return error.code ?? `${error.name}: ${error.message}`;
  }
}

/** Wraps a store and counts. */
export function countingStore(store = lib.memoryStore()) {
  const counts = { claims: 0, claimed: 0, releases: 0 };
  return {
    shared: store.shared,
    counts,
    async claim(key, ttlSeconds) {
      counts.claims++;
      const claimed = await store.claim(key, ttlSeconds);
      if (claimed) counts.claimed++;
      return claimed;
    },
    async release(key) {
      counts.releases++;
      await store.release(key);
    },
  };
}

/**
 * Runs work and says how long it took beyond `limitMs`, less what a timer of the same length that
 * ran beside it was late: a machine with other things to do makes both late.
 */
export async function overtime(limitMs, work) {
  const startedMs = performance.now();
  const reference = new Promise((resolve) => {
    setTimeout(() => resolve(performance.now() - startedMs - limitMs), limitMs);
  });
  const result = await work();
  const tookMs = performance.now() - startedMs;
  const lateMs = tookMs > limitMs ? await reference : 0;
  return { result, tookMs, overtimeMs: tookMs - limitMs - lateMs };
}

export const createSimulatorForSecrets = createSimulator;
