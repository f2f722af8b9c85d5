import { withHelp } from './help.js';

/** What went wrong, as a code that never changes its meaning. The Rust core owns this list. */
export type CaptchaErrorCode =
  | 'ERR_CAPTCHA_INVALID_ARGUMENT'
  | 'ERR_CAPTCHA_INVALID_KEY'
  | 'ERR_CAPTCHA_INVALID_RESULT'
  | 'ERR_CAPTCHA_CREDENTIALS'
  | 'ERR_CAPTCHA_AUTH'
  | 'ERR_CAPTCHA_REQUEST'
  | 'ERR_CAPTCHA_RANDOM'
  | 'ERR_CAPTCHA_NOT_INITIALIZED'
  | 'ERR_CAPTCHA_INIT_FAILED'
  | 'ERR_CAPTCHA_DISPOSED';

/**
 * A misuse or a misconfiguration. Branch on `code`; `message` is for people, carries no secret, and
 * ends with the address of what to do about it.
 *
 * @example
 * try {
 *   encryptAid({ captchaAppId: 'x', appSecretKey: 'k' });
 * } catch (error) {
 *   if (isCaptchaError(error, 'ERR_CAPTCHA_INVALID_ARGUMENT')) console.error(error.message);
 * }
 */
export class CaptchaError extends Error {
  /** The stable code. */
  readonly code: CaptchaErrorCode;
  /** What was thrown underneath, where something was. */
  declare readonly cause?: unknown;

  constructor(code: CaptchaErrorCode, message: string, cause?: unknown) {
    super(withHelp(message, code));
    this.code = code;
    // Not enumerable, as in the language since 2022; Node.js 8 has no second argument for it.
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause });
  }
}
// Set, because bundlers that minify rename the class.
for (const named of [CaptchaError, CaptchaError.prototype]) {
  Object.defineProperty(named, 'name', { value: 'CaptchaError' });
}

/**
 * Whether a value is a `CaptchaError`, and of this code where one is given.
 *
 * Looks at the name and the code, not at the class: true across two copies of the package too.
 *
 * @example
 * try {
 *   inspectAid(aidEncrypted, { appSecretKey: '' });
 * } catch (error) {
 *   if (!isCaptchaError(error, 'ERR_CAPTCHA_INVALID_KEY')) throw error;
 * }
 */
export function isCaptchaError(error: unknown, code?: CaptchaErrorCode): error is CaptchaError {
  try {
    if (!(error instanceof Error) || error.name !== 'CaptchaError') return false;
    const found = (error as CaptchaError).code;
    return code === undefined
      ? typeof found === 'string' && found.startsWith('ERR_CAPTCHA_')
      : found === code;
  } catch {
    return false; // a proxy that throws
  }
}

/** `instanceof` for what a caller's code threw: a proxy may throw when it is asked. */
export function isOf<T>(kind: new (...args: never[]) => T, thrown: unknown): thrown is T {
  try {
    return thrown instanceof kind;
  } catch {
    return false;
  }
}

/** What the wasm throws: wasm-bindgen's glue imports this by name. */
export function captchaError(code: string, message: string): CaptchaError {
  return new CaptchaError(code as CaptchaErrorCode, message);
}
