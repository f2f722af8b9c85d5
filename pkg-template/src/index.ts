// The server's public surface; no logic here.

export { type AidEncryptor, type AidOptions, createAidEncryptor, encryptAid } from './aid.js';
export { CaptchaError, type CaptchaErrorCode, isCaptchaError } from './errors.js';
export {
  type AidInspection,
  type AidProblemCode,
  type InspectAidOptions,
  inspectAid,
} from './inspect.js';
export {
  type CaptchaOrigin,
  type CaptchaResult,
  parseCaptchaResult,
  readShowOptions,
} from './result.js';
