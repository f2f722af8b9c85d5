/**
 * The server: issues `aidEncrypted`, reads captchaResults, checks tickets.
 *
 * @module tcaptcha-wasm
 */
// What is public; no logic here. Types are exported apart: TypeScript before 4.5 reads no `type` in braces.

export type { Captcha, CaptchaOptions, CheckOutcome } from './check/captcha.js';
export { createCaptcha } from './check/captcha.js';
export type { Credentials, CredentialsSource } from './check/credentials.js';
export { credentialsFromEnvironment } from './check/credentials.js';
export type { CheckEvent } from './check/events.js';
export type { RejectReason, UnavailableReason, VerifyOutcome } from './check/outcome.js';
export type { SignVerifyRequestOptions } from './check/request.js';
export { parseVerifyResponse, signVerifyRequest } from './check/request.js';
export type { HeaderRecord, HeadersLike, NodeRequest, UserIpPlatform } from './check/user-ip.js';
export { userIpFrom } from './check/user-ip.js';
export type { Verifier, VerifierOptions } from './check/verifier.js';
export { createVerifier } from './check/verifier.js';
export type { AbortSignalLike } from './core/abort-signal.js';
export type { CaptchaErrorCode } from './core/errors.js';
export { CaptchaError, isCaptchaError } from './core/errors.js';
export type { CaptchaOrigin, CaptchaResult } from './result.js';
export { parseCaptchaResult, readShowOptions } from './result.js';
export { memoryStore } from './stores/memory.js';
export type { ReplayStore } from './stores/store.js';
export type { AidEncryptor, AidOptions } from './token/aid.js';
export { createAidEncryptor, encryptAid } from './token/aid.js';
export type {
  AidInspection,
  AidMistake,
  AidProblemCode,
  InspectAidOptions,
} from './token/inspect.js';
export { inspectAid } from './token/inspect.js';
export type { SignedRequest, VerifyAction } from './transport/signed-request.js';
export type { Transport, TransportRequest, TransportResponse } from './transport/transport.js';

// In shared-stores.js, which is loaded when one of these is called first. Other parts with a file of their
// own are proxy.js (for a check through a proxy), fetch-transport.js (for checks on Deno and Bun) and
// closest-name.js (for the message about an unknown option): build/parts.mjs has the list.
export type {
  CloudCollection,
  CloudDatabase,
  CloudDatabaseClient,
  CloudDatabaseOptions,
  CloudQuery,
  CloudRows,
} from './stores/cloud-database.js';
export { cloudDatabaseStore, removeExpiredClaims } from './stores/cloud-database.js';
export { redisStore } from './stores/redis.js';
