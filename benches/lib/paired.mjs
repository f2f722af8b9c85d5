// Contenders measured in turn, A B C A B C: a busy moment of the machine falls on all of them.

import { do_not_optimize, measure } from 'mitata';

const MS = 1e6;

/**
 * Nanoseconds a call, `{name: [one median per round]}`.
 *
 * @param contenders `{name: function}`; a function may be async.
 */
export async function pairedRounds(contenders, { rounds, sliceMs, warmupMs = 4 * sliceMs }) {
  const names = Object.keys(contenders);
  const slice = (name, ms) => {
    const call = contenders[name];
    // Collecting garbage between the slices would give what makes much of it a clean start.
    const options = { gc: false, min_cpu_time: ms * MS, batch_samples: 64, min_samples: 8 };
    return measure(kept(call), options);
  };
  for (const name of names) await slice(name, warmupMs);
  const medians = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of rotated(names, round)) medians[name].push((await slice(name, sliceMs)).p50);
  }
  return medians;
}

/** The same result handed to a place that the compiler cannot see through. */
function kept(call) {
  const isAsync = call() instanceof Promise;
  return isAsync ? async () => do_not_optimize(await call()) : () => do_not_optimize(call());
}

/** Every round begins with another contender, so that none is always the first after another. */
export function rotated(names, round) {
  const at = round % names.length;
  return [...names.slice(at), ...names.slice(0, at)];
}
