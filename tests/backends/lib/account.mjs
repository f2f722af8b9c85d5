// The simulator as the vendor, with the environment of a backend on each kind of platform.

import { startSimulator } from '../../miniprogram/lib/backend.mjs';

/**
 * `environment` has the names of the SDKs; `functionEnvironment` those of the examples for functions, which
 * cannot be given variables whose names start with `TENCENTCLOUD_`.
 */
export async function startVendor(packageFolder) {
  const simulator = await startSimulator(packageFolder);
  const functionEnvironment = functionEnvironmentOf(simulator.environment);
  return Object.assign(simulator, { functionEnvironment });
}

/** The same account by the names that functions can be given. */
export function functionEnvironmentOf(environment) {
  const { TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY, ...common } = environment;
  return {
    ...common,
    CAPTCHA_SECRET_ID: TENCENTCLOUD_SECRET_ID,
    CAPTCHA_SECRET_KEY: TENCENTCLOUD_SECRET_KEY,
  };
}

/** The environment without one variable. */
export function without(environment, name) {
  const { [name]: _, ...rest } = environment;
  return rest;
}
