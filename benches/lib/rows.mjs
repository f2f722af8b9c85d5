// The rows of the table: how each figure is had from the measurements of one Node.js, and its goal.

import { exponent, median, ratios, summary } from './stats.mjs';

/** How often ours fits into theirs. */
const faster = (theirs, ours) => summary(ratios(theirs, ours));
const OWN = 'tcaptcha-wasm';

/** `goal` is a bound from below or above; a row without one is there to be read. */
export function rowsOf(run) {
  const rows = [];
  const add = (what, against, unit, value, goal = {}) => {
    if (value) rows.push({ what, against, unit, ...value, ...goal, reached: reached(value, goal) });
  };
  const times = (what, against, theirs, ours, atLeast) =>
    add(what, against, 'times faster', faster(theirs, ours), { atLeast });

  const { tokens, cold, many, checks, parse, keys, native, size } = run;
  if (tokens) {
    const atLeast = { 'node:crypto': 4.5, '@noble/ciphers': 3, 'crypto-js': 40 };
    for (const [name, theirs] of Object.entries(tokens.kept)) {
      if (name === OWN) continue;
      times('encryptor.encrypt()', name, theirs, tokens.kept[OWN], atLeast[name]);
    }
    for (const [name, theirs] of Object.entries(tokens.once)) {
      if (name === OWN) continue;
      times('encryptAid({...})', name, theirs, tokens.once[OWN], { 'node:crypto': 1.5 }[name]);
    }
  }
  if (cold) {
    const ms = (name) => cold[name].map((answer) => answer.milliseconds);
    const rss = (name) => cold[name].map((answer) => answer.rss / 2 ** 20);
    add(
      'new process: require to first token',
      'node:crypto',
      'times its time',
      summary(ratios(ms(OWN), ms('node:crypto'))),
      { atMost: 1 },
    );
    times(
      'new process: require to first token',
      'official SDK to ready',
      ms('official SDK'),
      ms(OWN),
      60,
    );
    times(
      'new process: require to first token',
      'official SDK, captcha alone',
      ms('official SDK, captcha alone'),
      ms(OWN),
    );
    add(
      'memory after the first token',
      'plain Node.js',
      'MB more',
      difference(rss(OWN), rss('nothing')),
      { atMost: 2 },
    );
    add(
      'memory after the first token of node:crypto',
      'plain Node.js',
      'MB more',
      difference(rss('node:crypto'), rss('nothing')),
    );
  }
  if (many) {
    const millions = `${many.tokens / 1e6} million tokens`;
    const grown = (name) => single((many.after[name] - many.before[name]) / 2 ** 20);
    add(`${millions}: wasm memory`, 'before', 'MB more', grown('wasm'), { atMost: 0 });
    // What the system counts moves by some pages without anything being kept.
    add(`${millions}: process (RSS)`, 'before', 'MB more', grown('rss'), { atMost: 1 });
  }
  if (checks) {
    const { oneCpu, manyClock, inFlightCpu } = checks;
    for (const [name, theirs] of Object.entries(oneCpu)) {
      if (name === OWN) continue;
      const goal = name === 'official SDK' ? { atMost: 0.4 } : {};
      const share = summary(ratios(oneCpu[OWN], theirs));
      add('one check, processor time', name, 'of its time', share, goal);
    }
    // What no client that uses `node:http` gets below.
    const floor = summary(ratios(oneCpu['http.request alone'], oneCpu['official SDK']));
    add('http.request alone, processor time', 'official SDK', 'of its time', floor);
    for (const [name, theirs] of Object.entries(manyClock)) {
      if (name === OWN) continue;
      const goal = name === 'official SDK' ? { atLeast: 2.5 } : {};
      add(
        'checks a second, 32 in flight',
        name,
        'times as many',
        faster(theirs, manyClock[OWN]),
        goal,
      );
    }
    add(
      '1 to 256 checks in flight',
      'number of checks',
      'growth exponent',
      growth(inFlightCpu, ([width, cost]) => [width, width * cost]),
      { atMost: 1.1 },
    );
  }
  for (const [input, result] of Object.entries(parse ?? {})) {
    for (const peer of ['zod', 'valibot']) {
      times(`parseCaptchaResult, ${input}`, peer, result[peer], result[OWN], 1);
    }
  }
  if (keys) {
    add(
      'inspectAid with 1 to 1,000 keys',
      'number of keys',
      'growth exponent',
      growth(keys, (point) => point),
      { atMost: 1.1 },
    );
  }
  if (native) {
    times('native encrypt', 'openssl crate', native.openssl, native.tcaptcha, 1);
  }
  if (size) {
    add('installed size', 'official SDK', 'times smaller', single(size.sdk / size.own), {
      atLeast: 150,
    });
  }
  return rows;
}

function reached({ median: value }, { atLeast, atMost }) {
  if (atLeast !== undefined) return value >= atLeast;
  if (atMost !== undefined) return value <= atMost;
  return undefined;
}

function single(value) {
  return { median: value, low: value, high: value, rounds: 1 };
}

function difference(ours, theirs) {
  return summary(ours.map((value, round) => value - theirs[round]));
}

/** The exponent of each round; 1 when twice as many cost twice as much. */
function growth(costs, pointOf) {
  const counts = Object.keys(costs).map(Number);
  const rounds = Math.min(...counts.map((count) => costs[count].length));
  const perRound = Array.from({ length: rounds }, (_, round) =>
    exponent(counts.map((count) => pointOf([count, costs[count][round]]))),
  );
  return summary(perRound);
}

/** Absolute figures to print below the table: name, unit, median. */
export function figuresOf(run) {
  const lines = [];
  const all = (title, unit, contenders, scale = 1) => {
    for (const [name, values] of Object.entries(contenders ?? {})) {
      lines.push([title, name, +(median(values) * scale).toPrecision(4), unit]);
    }
  };
  const of = (contenders, key) =>
    Object.fromEntries(
      Object.entries(contenders ?? {}).map(([name, answers]) => [
        name,
        answers.map((one) => one[key]),
      ]),
    );
  all('encryptor.encrypt()', 'µs', run.tokens?.kept, 1e-3);
  all('encryptAid({...})', 'µs', run.tokens?.once, 1e-3);
  all('new process to first token or ready', 'ms', of(run.cold, 'milliseconds'));
  all('memory (RSS) at that time', 'MB', of(run.cold, 'rss'), 2 ** -20);
  all('one check, processor time', 'µs', run.checks?.oneCpu);
  all('a check, 32 in flight', 'µs', run.checks?.manyClock);
  all('processor time of a check, by checks in flight', 'µs', run.checks?.inFlightCpu);
  for (const [input, result] of Object.entries(run.parse ?? {})) {
    all(`captchaResult, ${input}`, 'µs', result, 1e-3);
  }
  all('inspectAid, by number of keys', 'µs', run.keys, 1e-3);
  all('native encrypt', 'µs', run.native, 1e-3);
  return lines;
}
