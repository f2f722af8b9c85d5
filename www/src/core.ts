import { signal } from '@preact/signals';
import init, { isCaptchaError } from 'tcaptcha-wasm/web';
import wasmUrl from 'tcaptcha-wasm/tcaptcha.wasm?url';

export { encryptAidWithIv } from 'tcaptcha-wasm/testing';
export * from 'tcaptcha-wasm/web';

/** Set once the wasm is compiled, or to the reason why it could not be. */
export const core = signal<'loading' | 'ready' | { failed: string }>('loading');

/** Fulfilled when `core` has changed. */
export const settled: Promise<void> = init(wasmUrl).then(
  () => {
    core.value = 'ready';
    performance.mark('tcaptcha-ready');
  },
  (error: unknown) => {
    core.value = { failed: error instanceof Error ? error.message : String(error) };
  },
);

export interface Failure {
  code: string;
  message: string;
}

/** Runs `work` and turns a CaptchaError into data; anything else is a bug of the page and thrown on. */
export function attempt<T>(work: () => T): { value: T } | { failure: Failure } {
  try {
    return { value: work() };
  } catch (error) {
    if (isCaptchaError(error)) return { failure: { code: error.code, message: error.message } };
    throw error;
  }
}
