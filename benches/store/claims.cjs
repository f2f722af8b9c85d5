// The memory store as it grows, to a million claims or as many as the settings say: microseconds of
// processor time for each claim, by how many are made; the memory that the default store holds when it is
// full and after all of them. Needs --expose-gc.

const { answer, requirePackage, settings } = require('../lib/child.cjs');

const { memoryStore } = requirePackage('tcaptcha-wasm');
const TTL_SECONDS = 600;
const MOST = settings.most ?? 1_000_000;
/** The bound that the documentation states. */
const DEFAULT_ENTRIES = 100_000;
const COUNTS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((count) => count <= MOST);

const keyOf = (count) => count.toString(16).padStart(64, '0');

async function claimAll(store, from, to) {
  for (let count = from; count < to; count++) {
    if (!(await store.claim(keyOf(count), TTL_SECONDS)))
      throw new Error('a fresh claim was refused');
  }
}

/** Small stores are filled again and again, until there is something to measure. */
async function microsPerClaim(count) {
  const stores = Math.ceil(settings.claims / count);
  globalThis.gc();
  const start = process.cpuUsage();
  for (let one = 0; one < stores; one++) {
    await claimAll(memoryStore({ maxEntries: MOST }), 0, count);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / (stores * count);
}

function heapMegabytes() {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function main() {
  await microsPerClaim(1000);
  const micros = Object.fromEntries(COUNTS.map((count) => [count, []]));
  for (let round = 0; round < settings.rounds; round++) {
    for (const count of COUNTS) micros[count].push(await microsPerClaim(count));
  }
  const store = memoryStore();
  const empty = heapMegabytes();
  await claimAll(store, 0, DEFAULT_ENTRIES);
  const full = heapMegabytes() - empty;
  await claimAll(store, DEFAULT_ENTRIES, MOST);
  const most = heapMegabytes() - empty;
  // Used after the last measurement, so that it is not collected before.
  await store.release(keyOf(0));
  answer({ micros, full, most });
}
main();
