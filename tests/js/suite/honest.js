// What must still work after every bad input, and what bad inputs are made from.

import { deepEqual, equal, ok } from './assert.js';
import { openToken } from './token.js';

export const SECRET = '1234567891011121314151516';
export const HONEST = { captchaAppId: '190000000', appSecretKey: SECRET };

/** One honest call of each kind. */
export async function honestCallsWork(lib, peer) {
  const token = lib.encryptAid(HONEST);
  ok((await openToken(peer, HONEST, token)).plaintext.startsWith('190000000&'));
  deepEqual(lib.inspectAid(token, HONEST).problems, []);
  equal(lib.parseCaptchaResult({ ret: 2 }).status, 'closed');
}

/** Values that are no Unix seconds, by name. */
export const NO_TIMES = [
  ['a fraction', 1710144972.5],
  ['negative', -1],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['text', '1710144972'],
  ['a Date', new Date(0)],
  ['an object', {}],
  ['2^53', 9007199254740992],
  ['a symbol', Symbol('s')],
];
