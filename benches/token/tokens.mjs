// Microseconds a token: a kept encryptor and one shot, against everybody else.

import { answer, settings, tcaptcha } from '../lib/child.mjs';
import { pairedRounds } from '../lib/paired.mjs';
import { median } from '../lib/stats.mjs';
import options from './input.cjs';
import nodeCrypto from './node-crypto.cjs';
import { cryptoJs, noble, nodeForge, webCrypto } from './peers.mjs';

const { rounds, sliceMs } = settings;
const encryptor = tcaptcha.createAidEncryptor(options);

const bestKept = await fastest(nodeCrypto.kept, (make) => make(options));
const bestOnce = await fastest(nodeCrypto.once, (make) => () => make(options));
const kept = {
  'tcaptcha-wasm': () => encryptor.encrypt(),
  'node:crypto': nodeCrypto.kept[bestKept](options),
  'node:crypto, the usual way': () => nodeCrypto.once['randomBytes, concat'](options),
  '@noble/ciphers': noble(options),
  'crypto-js': cryptoJs(options),
  'node-forge': nodeForge(options),
  WebCrypto: await webCrypto(options),
};
const once = {
  'tcaptcha-wasm': () => tcaptcha.encryptAid(options),
  'node:crypto': () => nodeCrypto.once[bestOnce](options),
  'node:crypto, the usual way': () => nodeCrypto.once['randomBytes, concat'](options),
};
for (const [name, make] of [...Object.entries(kept), ...Object.entries(once)])
  await check(name, make);
answer({
  kept: await pairedRounds(kept, { rounds, sliceMs }),
  once: await pairedRounds(once, { rounds, sliceMs }),
  nodeCryptoKept: bestKept,
  nodeCryptoOnce: bestOnce,
});

/** Who does not do the whole job is not measured. */
async function check(name, make) {
  const token = await make();
  const { valid, problems } = tcaptcha.inspectAid(token, options);
  if (!valid || token === (await make())) throw new Error(`${name}: ${JSON.stringify(problems)}`);
}

async function fastest(makers, prepare) {
  const contenders = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, prepare(make)]),
  );
  const times = await pairedRounds(contenders, { rounds: 5, sliceMs: 4, warmupMs: 30 });
  const [[name]] = Object.entries(times).sort((a, b) => median(a[1]) - median(b[1]));
  return name;
}
