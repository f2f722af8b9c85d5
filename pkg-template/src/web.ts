/**
 * The same core for browser tools and the edge: loaded by the caller, with `init`.
 *
 * @module tcaptcha-wasm/web
 */

import { CaptchaError } from './core/errors.js';
import { instantiate, instantiateAsync, isLoaded } from './core/wasm.js';

export * from './index.js';

/** What the wasm may be loaded from. */
export type InitInput =
  string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module;

let loading: Promise<void> | undefined;

/**
 * Loads the wasm; call it once, before anything else. Further calls wait for the first.
 *
 * @param input - where to load from: a URL, a response, bytes or a module; `tcaptcha.wasm` beside
 *   this file when left out
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED; another call may then succeed
 *
 * @example
 * import { init, inspectAid } from 'tcaptcha-wasm/web';
 * await init();
 */
export function init(input?: InitInput | Promise<InitInput>): Promise<void> {
  if (isLoaded()) return Promise.resolve();
  // One at a time: a second instance would replace the one that holds encryptors.
  loading ??= instantiateAsync(() => (input === undefined ? besideThisFile() : input)).finally(
    () => {
      loading = undefined;
    },
  );
  return loading;
}
export default init;

/**
 * Loads the wasm at once, from bytes or a compiled module; browsers allow this for small modules
 * and in workers only.
 *
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { initSync } from 'tcaptcha-wasm/web';
 * initSync(readFileSync('node_modules/tcaptcha-wasm/tcaptcha.wasm'));
 */
export function initSync(module: BufferSource | WebAssembly.Module): void {
  if (isLoaded()) return;
  if (loading !== undefined) {
    throw new CaptchaError('ERR_CAPTCHA_INIT_FAILED', 'init() has not ended: await it instead');
  }
  instantiate(() => module);
}

interface WithBuiltins {
  process?: { getBuiltinModule?(id: 'fs'): { readFileSync(url: URL): BufferSource } | undefined };
}

function besideThisFile(): InitInput {
  const url = new URL('./tcaptcha.wasm', import.meta.url);
  // Node.js does not fetch files; there is no import here that a bundler for browsers would see.
  const fs =
    url.protocol === 'file:'
      ? (globalThis as WithBuiltins).process?.getBuiltinModule?.('fs')
      : undefined;
  return fs ? fs.readFileSync(url) : url;
}
