/**
 * The server: issues `aidEncrypted`, reads captchaResults, checks tickets.
 *
 * @module tcaptcha-wasm
 */
// What is public; no logic here.

export { type AidEncryptor, type AidOptions, createAidEncryptor, encryptAid } from './token/aid.js';
export {
  type Captcha,
  type CaptchaOptions,
  type CheckOutcome,
  createCaptcha,
} from './check/captcha.js';
export {
  type Credentials,
  type CredentialsSource,
  credentialsFromEnvironment,
} from './check/credentials.js';
export { CaptchaError, type CaptchaErrorCode, isCaptchaError } from './core/errors.js';
export {
  type AidInspection,
  type AidProblemCode,
  type InspectAidOptions,
  inspectAid,
} from './token/inspect.js';
export {
  type CaptchaOrigin,
  type CaptchaResult,
  parseCaptchaResult,
  readShowOptions,
} from './result.js';
export {
  type CloudCollection,
  type CloudDatabase,
  type CloudRows,
  cloudDatabaseStore,
  removeExpiredClaims,
} from './stores/cloud-database.js';
export { memoryStore } from './stores/memory.js';
export { redisStore } from './stores/redis.js';
export type { ReplayStore } from './stores/store.js';
export type {
  AbortSignalLike,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport/transport.js';
export {
  createVerifier,
  parseVerifyResponse,
  type RejectReason,
  type SignedRequest,
  type SignVerifyRequestOptions,
  signVerifyRequest,
  type UnavailableReason,
  type Verifier,
  type VerifierOptions,
  type VerifyAction,
  type VerifyOutcome,
} from './check/verifier.js';
