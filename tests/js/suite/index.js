// The suite as one function: it takes the library as an argument and knows no runtime.

import aidMistakes from '../../vectors/aid-mistakes.json';
import captchaResult from '../../vectors/captcha-result.json';
import verifyOutcomes from '../../vectors/verify-outcomes.json';
import published from '../../vectors/published.json';
import { register as aid } from './aid.js';
import { register as badInspect } from './bad-inspect.js';
import { register as badOptions } from './bad-options.js';
import { register as badResult } from './bad-result.js';
import { register as captchaResults } from './captcha-result.js';
import { register as check } from './check.js';
import { register as encryptor } from './encryptor.js';
import { register as errors } from './errors.js';
import { register as gcm } from './gcm.js';
import { register as inspect } from './inspect.js';
import { register as mistakes } from './mistakes.js';
import { register as options } from './options.js';
import { createRunner } from './runner.js';
import { registerWebInit } from './web-init.js';
import { registerWebRandom } from './web-random.js';

export { nodePeer, webPeer } from './peer.js';

const FILES = [
  aid,
  gcm,
  inspect,
  mistakes,
  encryptor,
  captchaResults,
  errors,
  badOptions,
  badInspect,
  badResult,
  options,
  check,
];

/**
 * Runs everything against the server entry.
 *
 * @param lib the namespace of `tcaptcha-wasm`; `testing` that of `tcaptcha-wasm/testing`
 * @param env `peer`: another AES (peer.js); `inspect`: util.inspect, where there is one
 */
export function runServerSuite(lib, testing, env) {
  return run(lib, testing, env, () => {});
}

/** Runs everything against `tcaptcha-wasm/web`, uninitialized as it was imported. */
export function runWebSuite(web, testing, source, env) {
  return run(web, testing, env, (test) => {
    registerWebInit(test, web, source);
    registerWebRandom(test, web, env.crypto, published.aid[0]);
  });
}

function run(lib, testing, env, registerFirst) {
  const runner = createRunner();
  registerFirst(runner.test);
  const full = Object.assign(
    { vectors: { aidMistakes, captchaResult, published, verifyOutcomes }, testing },
    env,
  );
  for (const register of FILES) register(runner.test, lib, full);
  return runner.run();
}
