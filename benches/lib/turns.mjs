// Contenders take turns, A B C, B C A: a busy moment of the machine falls on all of them.

/**
 * Has every contender measured once in each round, after one round that is not counted, which brings
 * every file into the system's cache.
 *
 * @param measure measures one contender once and resolves with its answer
 * @returns `{name: [one answer for each round]}`
 */
export async function takeTurns(names, rounds, measure) {
  const answers = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await measure(name);
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      answers[name].push(await measure(name));
    }
  }
  return answers;
}
