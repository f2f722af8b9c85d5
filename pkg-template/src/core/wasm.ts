// The one loaded instance of the wasm. Nothing else imports the glue.

import { CaptchaError, isOf } from './errors.js';
import init, {
  Credentials,
  Encryptor,
  encryptAid,
  encryptAidWithIv,
  type InitInput,
  initSync,
  inspectAid,
  normalizeUserIp,
  parseCaptchaResult,
  parseVerifyResponse,
  readShowOptions,
  TicketQuestion,
  Verifier,
} from './glue.js';
import { LOADING_FAILED, loadWasm } from './load.js';

export type { Credentials, TicketQuestion, Verifier };

const exported = {
  Credentials,
  Encryptor,
  encryptAid,
  encryptAidWithIv,
  inspectAid,
  normalizeUserIp,
  parseCaptchaResult,
  parseVerifyResponse,
  readShowOptions,
  TicketQuestion,
  Verifier,
};

let loadedMemory: WebAssembly.Memory | undefined;

/**
 * What the wasm exports; loads it first where that is possible without waiting.
 *
 * @throws CaptchaError ERR_CAPTCHA_INIT_FAILED, ERR_CAPTCHA_NOT_INITIALIZED
 */
export function wasm(): typeof exported {
  if (loadedMemory === undefined) instantiate(loadWasm);
  return exported;
}

/** The memory of the wasm. */
export function wasmMemory(): WebAssembly.Memory {
  wasm();
  return loadedMemory as WebAssembly.Memory;
}

/** Whether the wasm is loaded. */
export function isLoaded(): boolean {
  return loadedMemory !== undefined;
}

/** Makes the instance from bytes or a compiled module; ERR_CAPTCHA_INIT_FAILED. */
export function instantiate(source: () => BufferSource | WebAssembly.Module): void {
  try {
    loadedMemory = initSync({ module: source() }).memory;
  } catch (cause) {
    throw initFailed(cause);
  }
}

/** The same from whatever `init` takes. */
export async function instantiateAsync(source: () => unknown): Promise<void> {
  try {
    const loaded = await init({ module_or_path: (await source()) as InitInput });
    loadedMemory = loaded.memory;
  } catch (cause) {
    throw initFailed(cause);
  }
}

function initFailed(cause: unknown): CaptchaError {
  if (isOf(CaptchaError, cause)) return cause;
  return new CaptchaError('ERR_CAPTCHA_INIT_FAILED', LOADING_FAILED, cause);
}

/** Runs work, and frees the handles that it keeps for that time: their secrets are then wiped. */
export function freeingAll<Result>(
  work: (keep: <Handle extends { free(): void }>(handle: Handle) => Handle) => Result,
): Result {
  const handles: { free(): void }[] = [];
  try {
    return work((handle) => {
      handles.push(handle);
      return handle;
    });
  } finally {
    for (const handle of handles) handle.free();
  }
}
