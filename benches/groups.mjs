// What is measured under one Node.js, group by group. Each takes what run.mjs has prepared and gives
// rounds, `{contender: [one answer for each round]}`: the same place is the same round.

import { alternate, runScript } from './lib/processes.mjs';
import { takeTurns } from './lib/turns.mjs';
import { withWorkers } from './lib/workers.mjs';
import ways from './token/ways.cjs';

export const OWN = 'tcaptcha-wasm';
export const SDK = 'official SDK';
export const NODE_CRYPTO = 'node:crypto';
export const FASTEST = 'node:crypto, the fastest way';
export const SMALLEST = 'an empty package with node:crypto';
export const NODE_ALONE = 'Node.js alone';
export const BARE = 'http.request alone';

export const groups = {
  login: (node, prepared) => coldLogins(node, prepared, { url: prepared.url }),
  loginOverTls: (node, prepared) =>
    coldLogins(node, prepared, { url: prepared.tlsUrl, caFile: prepared.caFile }),
  firstToken,
  parts,
  checks,
  tokens,
  inFlight,
  claims,
};

/** The same contender with the package that `--against` names, if there is one. */
function earlier({ against }, { script, settings }) {
  if (!against) return {};
  return { [against.name]: { script, settings: { ...settings, packages: against.packages } } };
}

/** New processes: load, token, check. */
function coldLogins(node, prepared, address) {
  const settings = { packages: prepared.packages, ...address };
  const own = { script: 'cold/login-own.cjs', settings };
  const contenders = {
    [OWN]: own,
    [SDK]: { script: 'cold/login-sdk.cjs', settings },
    [NODE_ALONE]: { script: 'cold/login-node.cjs', settings },
    ...earlier(prepared, own),
  };
  return alternate(node, contenders, prepared.depth.processes);
}

/** New processes: load, token. */
function firstToken(node, prepared) {
  const { packages, depth } = prepared;
  const token = (packageName) => ({
    script: 'cold/token.cjs',
    settings: { packages, packageName },
  });
  const contenders = {
    [OWN]: token('tcaptcha-wasm'),
    [SMALLEST]: token('node-crypto-package'),
    ...earlier(prepared, token('tcaptcha-wasm')),
  };
  return alternate(node, contenders, depth.processes);
}

/** What a cold login is made of. */
function parts(node, { packages, url, depth }) {
  const contenders = { [OWN]: { script: 'cold/parts.cjs', settings: { packages, url } } };
  return alternate(node, contenders, depth.processes);
}

/** Warm checks: `single` one at a time, `many` with 32 in flight. */
async function checks(node, prepared) {
  const { packages, url, depth } = prepared;
  const settings = { packages, url };
  const own = { script: 'check/own.cjs', settings };
  const contenders = {
    [OWN]: own,
    [SDK]: { script: 'check/sdk.cjs', settings },
    [`${SDK}, connections kept`]: {
      script: 'check/sdk.cjs',
      settings: { ...settings, keepAlive: true },
    },
    [BARE]: { script: 'check/bare.cjs', settings },
    'fetch, signed by hand': { script: 'check/fetch.cjs', settings },
    ...earlier(prepared, own),
  };
  const names = Object.keys(contenders);
  const count = depth.checks;
  return withWorkers(node, contenders, async (work) => {
    const tasks = { single: { count, inFlight: 1 }, many: { count: 2 * count, inFlight: 32 } };
    const result = {};
    for (const [kind, task] of Object.entries(tasks)) {
      for (const name of names) await work(name, { ...task, count: depth.warmUpChecks });
      result[kind] = await takeTurns(names, depth.rounds, (name) => work(name, task));
    }
    return result;
  });
}

const PEERS = ['@noble/ciphers', 'crypto-js', 'node-forge', 'WebCrypto'];

/** Tokens: by an encryptor that is `kept`, and by one call for each, `once`. */
async function tokens(node, prepared) {
  const { packages, depth } = prepared;
  const kinds = ['kept', 'once'];
  const fastest = await runScript(node, 'token/fastest.cjs', { packages, kinds });
  const result = { fastest };
  for (const kind of kinds) {
    const own = { script: 'token/own.cjs', settings: { packages, way: kind } };
    const nodeCrypto = (way) => ({
      script: 'token/node-crypto.cjs',
      settings: { packages, kind, way },
    });
    const contenders = {
      [OWN]: own,
      [NODE_CRYPTO]: nodeCrypto(ways.USUAL),
      [FASTEST]: nodeCrypto(fastest[kind]),
      ...earlier(prepared, own),
    };
    for (const peer of kind === 'kept' ? PEERS : []) {
      contenders[peer] = { script: 'token/peers.mjs', settings: { packages, peer } };
    }
    result[kind] = await withWorkers(node, contenders, async (work) => {
      const names = Object.keys(contenders);
      const calls = (name, count) => work(name, { count: Math.ceil(count), inFlight: 1 });
      const counts = {};
      for (const name of names) {
        const first = await calls(name, 1000);
        const warm = await calls(name, (1000 * depth.warmUpMs) / first.cpu);
        counts[name] = (1000 * depth.sliceMs) / warm.cpu;
      }
      return takeTurns(names, depth.rounds, (name) => calls(name, counts[name]));
    });
  }
  return result;
}

/** Whether a check costs more when there are more of them: `{number in flight: rounds}`. */
function inFlight(node, { packages, url, depth }) {
  const contenders = { [OWN]: { script: 'check/own.cjs', settings: { packages, url } } };
  const task = (width) => ({ count: 4 * depth.checks, inFlight: Number(width) });
  return withWorkers(node, contenders, async (work) => {
    await work(OWN, { count: depth.warmUpChecks, inFlight: 32 });
    return takeTurns(['1', '4', '16', '64', '256'], Math.ceil(depth.rounds / 2), (width) =>
      work(OWN, task(width)),
    );
  });
}

/** The memory store, from one claim to a million. */
function claims(node, { packages, depth }) {
  const settings = { packages, rounds: depth.claimRounds, claims: depth.claims };
  return runScript(node, 'store/claims.cjs', settings, ['--expose-gc']);
}
