/**
 * The client's side of the captcha, for use inside a WeChat mini program.
 *
 * Plain ES5 with no wasm, no secrets and no dependencies: this is shipped in the package's
 * `miniprogram` folder, which the developer tools' npm build copies as it is.
 *
 * Compiled by `build-miniprogram.mjs`, apart from the server's sources, because the mini program's
 * globals (`wx`, `console`, `require`, …) contradict those of Node.js.
 *
 * @module tcaptcha-wasm/miniprogram
 */
export type { VerifyEventResult } from './event.js';
export { readVerifyEvent } from './event.js';
export type { CaptchaRet } from './fields.js';
export type {
  CaptchaComponent,
  CaptchaFlow,
  CaptchaFlowHandlers,
  CaptchaFlowOptions,
  CaptchaFlowResult,
  SolvedCaptcha,
} from './flow.js';
export { createCaptchaFlow } from './flow.js';
export type { CaptchaInbox, MiniProgramResult } from './inbox.js';
export { createCaptchaInbox } from './inbox.js';
export { openCaptchaMiniProgram } from './open.js';
