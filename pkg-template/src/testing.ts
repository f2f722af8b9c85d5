/**
 * What tests need and nothing else may use.
 *
 * @module tcaptcha-wasm/testing
 */

export { encryptAidWithIv } from './token/testing.js';
