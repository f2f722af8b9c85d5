// The rows: how each figure is had from the rounds of one Node.js, and its goal.

import { BARE, NODE_CRYPTO, OWN, SDK } from '../groups.mjs';
import { median, paired } from './stats.mjs';

/**
 * How two sides are compared, round by round: `times` better, where less is better or more is; the
 * `share` of what the other takes; how much `less`.
 */
const COMPARE = {
  times: (ours, theirs) => theirs / ours,
  timesMore: (ours, theirs) => ours / theirs,
  share: (ours, theirs) => ours / theirs,
  less: (ours, theirs) => theirs - ours,
};

/** One row from the rounds of both sides. `goal` is `{atLeast}` or `{atMost}`, or nothing. */
export function row({ what, against, unit, compare, ours, theirs, goal = {} }) {
  const figure = paired(ours, theirs, COMPARE[compare]);
  const reached =
    goal.atLeast !== undefined
      ? figure.median >= goal.atLeast
      : goal.atMost !== undefined
        ? figure.median <= goal.atMost
        : undefined;
  return {
    ...{ what, against, unit, compare, ours: median(ours), theirs: median(theirs) },
    ...{ ...figure, ...goal, reached },
  };
}

/** The rows of what `--against` names: the same package before. */
export function againstRows(measured, name) {
  const { login, loginOverTls, firstToken, checks } = measured;
  const against = `this package at ${name}`;
  const rows = [];
  const add = (what, unit, rounds, field, goal) => {
    if (!rounds) return;
    const of = (who) => rounds[who].map((answer) => answer[field]);
    rows.push(
      row({ what, against, unit, compare: 'share', ours: of(OWN), theirs: of(name), goal }),
    );
  };
  add('cold login', 'ms', login, 'milliseconds', { atMost: 0.9 });
  add('cold login over TLS', 'ms', loginOverTls, 'milliseconds');
  add('peak memory of a cold login', 'MB', login, 'peak');
  add('first token of a new process', 'ms', firstToken, 'milliseconds');
  add('warm check, processor time', 'µs', checks?.single, 'cpu');
  add('warm check, 32 in flight', 'µs', checks?.many, 'clock');
  return rows;
}

/** The table that README shows. */
export function tableRows(measured) {
  const { login, loginOverTls, checks } = measured;
  const rows = [];
  const add = (what, unit, compare, rounds, valueOf, goal, other = SDK) => {
    if (!rounds) return;
    const of = (who) => rounds[who].map(valueOf);
    rows.push(row({ what, against: other, unit, compare, ours: of(OWN), theirs: of(other), goal }));
  };
  const milliseconds = (answer) => answer.milliseconds;
  add('cold login', 'ms', 'times', login, milliseconds, { atLeast: 14 });
  add('cold login over TLS', 'ms', 'times', loginOverTls, milliseconds);
  add('peak memory of a cold login', 'MB', 'less', login, ({ peak }) => peak, { atLeast: 38 });
  add('warm check, processor time', 'µs', 'share', checks?.single, ({ cpu }) => cpu, { atMost: 0.7 });
  const aSecond = ({ clock }) => 1e6 / clock;
  add('checks a second, 32 in flight', '/s', 'timesMore', checks?.many, aSecond, { atLeast: 1.6 });
  return rows;
}

/** The rows of the appendix. */
export function appendixRows(measured) {
  const { firstToken, checks } = measured;
  const rows = [];
  const add = (what, against, unit, compare, rounds, valueOf, goal) => {
    if (!rounds) return;
    const of = (who) => rounds[who].map(valueOf);
    rows.push(row({ what, against, unit, compare, ours: of(OWN), theirs: of(against), goal }));
  };
  add(
    'first token of a new process',
    NODE_CRYPTO,
    'ms',
    'share',
    firstToken,
    ({ milliseconds }) => milliseconds,
    { atMost: 1.7 },
  );
  const cpu = (answer) => answer.cpu;
  for (const against of Object.keys(checks?.single ?? {})) {
    if (against === OWN || against === SDK) continue;
    const goal = against === BARE ? { atMost: 1.45 } : {};
    add('warm check, processor time', against, 'µs', 'share', checks.single, cpu, goal);
  }
  return rows;
}
