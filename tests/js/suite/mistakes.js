// inspectAid's mistakes: tokens that code with mistakes made, and tokens that no mistake explains.

import { deepEqual, equal } from './assert.js';
import { toBase64 } from './bytes.js';

export function register(test, lib, env) {
  const { peer, vectors } = env;

  for (const vector of vectors.aidMistakes.vectors) {
    test('mistakes: ' + vector.name, () => {
      const found = lib.inspectAid(vector.aidEncrypted, vector.options);
      deepEqual(found.mistakes || [], vector.mistakes);
      equal('mistakes' in found, vector.mistakes.length > 0, 'absent when there is none');
      deepEqual(
        found.problems.map((problem) => problem.code),
        vector.problems,
      );
    });
  }

  test('mistakes: none for right tokens, and none that a wrong key explains', () => {
    for (let count = 0; count < 200; count += 1) {
      const appSecretKey = peer.randomBytes(1 + (count % 32));
      const mode = count % 2 ? 'cbc' : 'gcm';
      const token = lib.encryptAid({ captchaAppId: 123456789, appSecretKey, mode });
      for (const options of [
        { appSecretKey, mode },
        { appSecretKey, mode, nowSeconds: 1, captchaAppId: 1 },
        { appSecretKey: peer.randomBytes(25), mode },
      ]) {
        equal(lib.inspectAid(token, options).mistakes, undefined, toBase64(appSecretKey));
      }
    }
  });
}
