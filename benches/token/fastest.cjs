// Finds the fastest of the ways with node:crypto under this Node.js.

const { answer, settings } = require('../lib/child.cjs');
const { makers } = require('./ways.cjs');

const ROUNDS = 9;
const CALLS = 2000;

function fastest(kind) {
  const ways = Object.entries(makers(kind)).map(([name, make]) => ({ name, make, micros: [] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { make, micros } of ways) {
      const start = process.cpuUsage();
      for (let call = 0; call < CALLS; call++) make();
      const { user, system } = process.cpuUsage(start);
      if (round > 0) micros.push((user + system) / CALLS);
    }
  }
  const medianOf = ({ micros }) => micros.sort((a, b) => a - b)[(ROUNDS - 1) / 2];
  return ways.sort((a, b) => medianOf(a) - medianOf(b))[0].name;
}

answer(Object.fromEntries(settings.kinds.map((kind) => [kind, fastest(kind)])));
