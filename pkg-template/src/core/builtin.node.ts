// Node.js' own modules, loaded when first needed: a process that only makes tokens never pays for https.

import { CaptchaError } from './errors.js';

interface Builtins {
  crypto: typeof import('crypto');
  diagnostics_channel: typeof import('diagnostics_channel');
  dns: typeof import('dns');
  fs: typeof import('fs');
  http: typeof import('http');
  https: typeof import('https');
  net: typeof import('net');
  tls: typeof import('tls');
  url: typeof import('url');
  zlib: typeof import('zlib');
}

/** Each `require` is written out, because bundlers leave only those alone. */
const load: { [Id in keyof Builtins]: () => Builtins[Id] } = {
  crypto: () => require('crypto'),
  diagnostics_channel: () => require('diagnostics_channel'),
  dns: () => require('dns'),
  fs: () => require('fs'),
  http: () => require('http'),
  https: () => require('https'),
  net: () => require('net'),
  tls: () => require('tls'),
  url: () => require('url'),
  zlib: () => require('zlib'),
};

const loaded = Object.create(null) as Partial<Builtins>;

type Require = <Id extends keyof Builtins>(id: Id) => Builtins[Id];
type CreateRequire = (path: string) => Require;

let createRequire: CreateRequire | undefined;

/** Takes `createRequire`, which the ES module faces of the package import: see `builtin`. */
export function useCreateRequire(create: CreateRequire): void {
  createRequire = create;
}

/**
 * A module of Node.js.
 *
 * Bundlers that write ES modules turn `require` into a function that throws. There the module comes from
 * `process.getBuiltinModule` (Node.js 20.16, 22.3 and later), or from what the package's ES module face
 * has handed on.
 *
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED in a bundle that has neither
 */
export function builtin<Id extends keyof Builtins>(id: Id): Builtins[Id] {
  // Kept: `require` takes as long as drawing an IV.
  return (loaded[id] ??= loadBuiltin(id));
}

function loadBuiltin<Id extends keyof Builtins>(id: Id): Builtins[Id] {
  try {
    return load[id]();
  } catch (cause) {
    const { getBuiltinModule } = process as { getBuiltinModule?: Require };
    if (getBuiltinModule) return getBuiltinModule(id);
    // Any absolute path does for Node.js' own modules.
    if (createRequire) return createRequire(process.execPath)(id);
    throw new CaptchaError(
      'ERR_CAPTCHA_INIT_FAILED',
      `the bundler has replaced require, so that this bundle cannot load Node.js' module ${id}: ` +
        'import tcaptcha-wasm instead of requiring it, write the bundle as CommonJS, or leave tcaptcha-wasm out of it',
      cause,
    );
  }
}
