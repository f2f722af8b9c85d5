// What is measured under one Node.js, by group. Each takes what run.mjs has prepared and gives rounds:
// `{contender: [one answer for each round]}`, in which the same place is the same round.

import { alternate } from './lib/processes.mjs';
import { rotated } from './lib/paired.mjs';
import { startWorkers } from './lib/workers.mjs';

export const OWN = 'tcaptcha-wasm';
export const SDK = 'official SDK';
export const NODE_CRYPTO = 'node:crypto';
export const BARE = 'http.request alone';

/** What one check is measured with, in the order in which the processes are started. */
const checkers = ({ packages, against, url }) => ({
  [OWN]: { script: 'check/own.cjs', settings: { packages, url } },
  [SDK]: { script: 'check/sdk.cjs', settings: { packages, url } },
  [BARE]: { script: 'check/bare.cjs', settings: { packages, url } },
  'fetch, signed by hand': { script: 'check/fetch.cjs', settings: { packages, url } },
  'official SDK, connections kept': {
    script: 'check/sdk.cjs',
    settings: { packages, url, keepAlive: true },
  },
  ...earlier(against, { script: 'check/own.cjs', settings: { url } }),
});

/** The same contender with the package of `--against`, if there is one. */
function earlier(against, { script, settings }) {
  if (!against) return {};
  return { [against.name]: { script, settings: { ...settings, packages: against.packages } } };
}

/** A cold login in new processes: load, token, check. */
export function login(node, { packages, against, url, depth }) {
  return coldLogins(node, { packages, against, url }, depth.processes);
}

/** The same over TLS. */
export function loginOverTls(node, { packages, against, tlsUrl: url, caFile, depth }) {
  return coldLogins(node, { packages, against, url, caFile }, depth.processes);
}

function coldLogins(node, { packages, against, url, caFile }, processes) {
  const settings = { packages, url, caFile };
  const contenders = {
    [OWN]: { script: 'cold/login-own.cjs', settings },
    [SDK]: { script: 'cold/login-sdk.cjs', settings },
    ...earlier(against, { script: 'cold/login-own.cjs', settings }),
  };
  return alternate(node, contenders, processes);
}

/** The first token of new processes. */
export function firstToken(node, { packages, against, depth }) {
  const settings = { packages, packageName: OWN };
  const contenders = {
    [OWN]: { script: 'cold/token.cjs', settings },
    [NODE_CRYPTO]: {
      script: 'cold/token.cjs',
      settings: { packages, packageName: 'node-crypto-package' },
    },
    ...earlier(against, { script: 'cold/token.cjs', settings }),
  };
  return alternate(node, contenders, depth.processes);
}

/** Warm checks: one at a time, and 32 in flight. */
export async function checks(node, prepared) {
  const { checkRounds, checksARound } = prepared.depth;
  const contenders = checkers(prepared);
  const names = Object.keys(contenders);
  const workers = startWorkers(node, contenders);
  const empty = () => Object.fromEntries(names.map((name) => [name, []]));
  const result = { single: empty(), many: empty() };
  const tasks = {
    single: { count: checksARound, inFlight: 1 },
    many: { count: 2 * checksARound, inFlight: 32 },
  };
  try {
    for (const name of names) {
      await workers.work(name, { count: 10 * checksARound, inFlight: 1 });
      await workers.work(name, { count: 10 * checksARound, inFlight: 32 });
    }
    for (let round = 0; round < checkRounds; round++) {
      for (const [kind, task] of Object.entries(tasks)) {
        for (const name of rotated(names, round)) {
          result[kind][name].push(await workers.work(name, task));
        }
      }
    }
  } finally {
    workers.close();
  }
  return result;
}
