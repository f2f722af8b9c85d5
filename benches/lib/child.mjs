// What a script under measurement needs: its settings, the installed package, a way to answer.

import { createRequire } from 'node:module';

/** Settings that `run.mjs` handed over as JSON in the environment. */
export const settings = JSON.parse(process.env.BENCH_SETTINGS);

/** The package as installed from its tarball. */
export const tcaptcha = createRequire(`${settings.consumer}/package.json`)('tcaptcha-wasm');

export function answer(result) {
  process.stdout.write(`\n${JSON.stringify(result)}\n`);
}
