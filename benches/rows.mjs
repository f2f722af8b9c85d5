// The rows: how each figure is had from the rounds of one Node.js, and its goal.

import { BARE, FASTEST, NODE_ALONE, NODE_CRYPTO, OWN, SDK, SMALLEST } from './groups.mjs';
import { exponent, median, paired, summary } from './lib/stats.mjs';

/**
 * How both sides of a round are compared: `faster`, how many times; `more`, how many times as many;
 * `share`, how much of what the other takes; `less`, by how much; `smaller`, how many times.
 */
const COMPARE = {
  faster: (ours, theirs) => theirs / ours,
  smaller: (ours, theirs) => theirs / ours,
  more: (ours, theirs) => ours / theirs,
  share: (ours, theirs) => ours / theirs,
  less: (ours, theirs) => theirs - ours,
};

const milliseconds = (answer) => answer.milliseconds;
const peak = (answer) => answer.peak;
const cpu = (answer) => answer.cpu;
const aSecond = ({ clock }) => 1e6 / clock;

/** The table that README shows. `sizes` is the same whatever the Node.js. */
export function tableRows({ login, loginOverTls, checks, tokens }, sizes) {
  return [
    row('login', 'cold login', login, SDK, milliseconds, 'ms', 'faster', { atLeast: 14 }),
    row('loginOverTls', 'cold login over TLS', loginOverTls, SDK, milliseconds, 'ms', 'faster'),
    row('memory', 'peak memory of a cold login', login, SDK, peak, 'MB', 'less', { atLeast: 38 }),
    row('checkCpu', 'warm check, processor time', checks?.single, SDK, cpu, 'µs', 'share', {
      atMost: 0.7,
    }),
    row('checks', 'checks a second, 32 in flight', checks?.many, SDK, aSecond, '/s', 'more', {
      atLeast: 1.6,
    }),
    row('kept', 'token, encryptor kept', tokens?.kept, NODE_CRYPTO, cpu, 'µs', 'faster', {
      atLeast: 4.5,
    }),
    row('once', 'token, one call', tokens?.once, NODE_CRYPTO, cpu, 'µs', 'faster', {
      atLeast: 1.3,
    }),
    row('installed', 'installed', sizes?.installed, SDK, megabytes, 'MB', 'smaller', {
      atLeast: 45,
    }),
    row('uploaded', 'uploaded (zip)', sizes?.uploaded, SDK, megabytes, 'MB', 'smaller', {
      atLeast: 45,
    }),
  ].filter(Boolean);
}

/** The rows of the appendix; the package that `--against` names has rows of its own. */
export function appendixRows({ login, loginOverTls, firstToken, checks, tokens }, sizes, earlier) {
  const others = (rounds, shown) =>
    Object.keys(rounds ?? {}).filter((name) => ![OWN, earlier, ...shown].includes(name));
  const warm = 'warm check, processor time';
  return [
    row('loginNode', 'cold login', login, NODE_ALONE, milliseconds, 'ms', 'share'),
    row(
      'loginNodeTls',
      'cold login over TLS',
      loginOverTls,
      NODE_ALONE,
      milliseconds,
      'ms',
      'share',
    ),
    row(
      'firstToken',
      'first token of a new process',
      firstToken,
      SMALLEST,
      milliseconds,
      'ms',
      'share',
      { atMost: 1.7 },
    ),
    row('checkBare', warm, checks?.single, BARE, cpu, 'µs', 'share', { atMost: 1.45 }),
    ...others(checks?.single, [SDK, BARE]).map((other) =>
      row('checkOther', warm, checks.single, other, cpu, 'µs', 'share'),
    ),
    ...others(checks?.many, [SDK]).map((other) =>
      row(
        'checksOther',
        'checks a second, 32 in flight',
        checks.many,
        other,
        aSecond,
        '/s',
        'more',
      ),
    ),
    row('keptFastest', 'token, encryptor kept', tokens?.kept, FASTEST, cpu, 'µs', 'faster'),
    row('onceFastest', 'token, one call', tokens?.once, FASTEST, cpu, 'µs', 'faster'),
    ...others(tokens?.kept, [NODE_CRYPTO, FASTEST]).map((other) =>
      row('keptOther', 'token, encryptor kept', tokens.kept, other, cpu, 'µs', 'faster'),
    ),
    row(
      'uploadedAll',
      'uploaded (zip), with wx-server-sdk',
      sizes?.uploadedAll,
      SDK,
      megabytes,
      'MB',
      'smaller',
    ),
  ].filter(Boolean);
}

/** The package that `--against` names, which is this package at another commit. */
export function againstRows({ login, loginOverTls, firstToken, checks, tokens }, name) {
  const than = (id, what, rounds, value, unit, goal) =>
    row(id, what, rounds, name, value, unit, 'share', goal);
  return [
    than('login', 'cold login', login, milliseconds, 'ms', { atMost: 0.9 }),
    than('loginCpu', 'cold login, processor time', login, cpu, 'ms'),
    than('loginOverTls', 'cold login over TLS', loginOverTls, milliseconds, 'ms'),
    than('memory', 'peak memory of a cold login', login, peak, 'MB'),
    than('firstToken', 'first token of a new process', firstToken, milliseconds, 'ms'),
    than('firstTokenCpu', 'first token, processor time', firstToken, cpu, 'ms'),
    than('checkCpu', 'warm check, processor time', checks?.single, cpu, 'µs'),
    than('manyCpu', 'check with 32 in flight, processor time', checks?.many, cpu, 'µs'),
    than('kept', 'token, encryptor kept', tokens?.kept, cpu, 'µs'),
    than('once', 'token, one call', tokens?.once, cpu, 'µs'),
  ].filter(Boolean);
}

/** One row; nothing where it was not measured. `times` is how many times better, for the chart. */
function row(id, what, rounds, against, valueOf, unit, compare, goal = {}) {
  if (!rounds?.[against]) return undefined;
  const [ours, theirs] = [OWN, against].map((name) => rounds[name].map(valueOf));
  const figure = paired(ours, theirs, COMPARE[compare]);
  const times = paired(ours, theirs, compare === 'more' ? COMPARE.more : COMPARE.faster);
  const sides = { ours: median(ours), theirs: median(theirs), times };
  return {
    id,
    what,
    against,
    unit,
    compare,
    ...sides,
    ...figure,
    ...goal,
    ...reached(figure, goal),
  };
}

const megabytes = (bytes) => bytes / 1e6;

function reached({ median: value }, { atLeast, atMost }) {
  if (atLeast !== undefined) return { reached: value >= atLeast };
  if (atMost !== undefined) return { reached: value <= atMost };
  return {};
}

const PARTS = {
  load: "require('tcaptcha-wasm')",
  wasm: 'compile and instantiate the wasm',
  firstToken: 'first token besides',
  firstCheck: 'first check',
};

/** What a cold login is made of, in milliseconds. */
export function partsOf({ parts }) {
  if (!parts) return [];
  return Object.entries(PARTS).map(([part, what]) => ({
    what,
    ...summary(parts[OWN].map((answer) => answer[part])),
  }));
}

/** Microseconds of processor time by how many there are, and the exponent of the whole: 1 is linear. */
export function growthOf({ inFlight, claims }) {
  const growth = [];
  const add = (what, micros) => {
    const points = Object.entries(micros).map(([count, rounds]) => ({
      count: Number(count),
      micros: median(rounds),
    }));
    const rounds = Object.values(micros)[0].length;
    const exponents = Array.from({ length: rounds }, (_, round) =>
      exponent(Object.entries(micros).map(([count, all]) => [Number(count), count * all[round]])),
    );
    const figure = summary(exponents);
    const goal = { atMost: 1.1 };
    growth.push({ what, points, ...figure, ...goal, ...reached(figure, goal) });
  };
  if (inFlight) {
    const cpuOf = ([width, rounds]) => [width, rounds.map(cpu)];
    add(
      'check, by how many are in flight',
      Object.fromEntries(Object.entries(inFlight).map(cpuOf)),
    );
  }
  if (claims) add('claim in the memory store, by how many are made', claims.micros);
  return growth;
}

/** MB that the default memory store holds when it is full, and after a million claims. */
export function storeMemoryOf({ claims }) {
  if (!claims) return undefined;
  const { full, most } = claims;
  const goal = { atMost: 1.2 };
  return { full, million: most, ...goal, ...reached({ median: most / full }, goal) };
}
