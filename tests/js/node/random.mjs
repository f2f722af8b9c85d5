// Random inputs that can be had again: `TCAPTCHA_SEED=… node --test` repeats a run.

const seed = Number(process.env.TCAPTCHA_SEED || Math.floor(Math.random() * 2 ** 32)) >>> 0;

/** A generator of its own for each test (mulberry32), named in the test's output by `describe`. */
export function seededRandom() {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit) => Math.floor((next() / 2 ** 32) * limit);
  return {
    describe: `TCAPTCHA_SEED=${seed}`,
    below,
    pick: (list) => list[below(list.length)],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
