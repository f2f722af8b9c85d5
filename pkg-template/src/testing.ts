/**
 * What tests need and nothing else may use.
 *
 * @module tcaptcha-wasm/testing
 */

export { encryptAidWithIv } from './encrypt-with-iv.js';
