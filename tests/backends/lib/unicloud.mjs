// uniCloud's runtime is not on npm. This stands in for it, by what its documentation says: a global
// `uniCloud`, a handler that gets the client's data and a context, a cloud object whose methods find
// `getClientInfo` on `this`. Arguments and answers cross it as JSON.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { uniCloudDatabase } from '../../check/lib/cloud-clients.mjs';

const recorded = JSON.parse(
  readFileSync(new URL('../recorded/unicloud.json', import.meta.url), 'utf8'),
);
const overTheWire = (value) =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** Starts an instance of the function in `folder` over a database's state (cloud-gateway.mjs). */
export function startInstance(folder, main, environment, state) {
  const require = createRequire(join(folder, 'package.json'));
  // A new instance has a new copy of the modules.
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(folder)) delete require.cache[file];
  }
  globalThis.uniCloud = { database: () => uniCloudDatabase(state) };
  return withEnvironment(environment, () => require(join(folder, main)));
}

/** Calls a cloud function as `uniCloud.callFunction` does; `change` changes the recorded context. */
export async function callFunction(instance, data, change = {}) {
  const context = overTheWire({ ...recorded.context, ...change });
  return overTheWire(await instance.main(overTheWire(data), context));
}

/** Calls a method of a cloud object as `uniCloud.importObject` does. */
export async function callMethod(instance, method, args = [], change = {}) {
  const clientInfo = overTheWire({ ...recorded.clientInfo, ...change });
  const self = { ...instance, getClientInfo: () => clientInfo, getMethodName: () => method };
  return overTheWire(await instance[method].apply(self, args.map(overTheWire)));
}

/** The timer trigger of each. */
export const fireFunctionTimer = (instance) => instance.main({}, { ...recorded.timingContext });
export const fireObjectTimer = (instance) => instance._timing({});

function withEnvironment(environment, load) {
  const names = ['CAPTCHA_', 'TENCENTCLOUD_'];
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) {
    if (names.some((prefix) => name.startsWith(prefix))) delete process.env[name];
  }
  Object.assign(process.env, environment);
  try {
    return load();
  } finally {
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
