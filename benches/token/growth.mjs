// Whether opening a token costs in proportion to the keys that are tried: the right one is the last.

import { answer, settings, tcaptcha } from '../lib/child.mjs';
import { pairedRounds } from '../lib/paired.mjs';
import options from './input.cjs';

const token = tcaptcha.encryptAid(options);
const counts = [1, 10, 100, 1000];
const contenders = Object.fromEntries(
  counts.map((count) => {
    const wrong = Array.from({ length: count - 1 }, (_, at) => `wrong key ${at}`);
    const appSecretKey = [...wrong, options.appSecretKey];
    return [count, () => tcaptcha.inspectAid(token, { appSecretKey })];
  }),
);
for (const count of counts) {
  const { valid, keyIndex } = contenders[count]();
  if (!valid || keyIndex !== count - 1) throw new Error(`${count} keys: opened by ${keyIndex}`);
}
answer(await pairedRounds(contenders, { rounds: settings.rounds, sliceMs: settings.sliceMs }));
