// The generated part of README.md in this folder; `node docs/speed.mjs` writes it.

import { comparison, count, figure, goalText, range, side } from './lib/text.mjs';
import { markdownTable } from './lib/markdown.mjs';

export function appendixText(report) {
  const { date, machine, runs, versions } = report;
  const others = Object.entries(versions).filter(([name]) => !/^(node-|vega|fflate)/.test(name));
  const names = runs.map(({ name }) => name);
  return [
    `Measured on ${date.slice(0, 10)} on ${machine.processors} × ${machine.processor}, ${machine.system}, load ${figure(machine.loadAverage)} at the start; ${others.map((one) => one.join(' ')).join(', ')}. Each figure is the median of the rounds, with their middle half; after the colon, what it was for this package and for the other.`,
    '',
    '### The table of the README',
    '',
    ...compared(runs, 'table'),
    '',
    '### Against other ways',
    '',
    ...compared(runs, 'appendix'),
    '',
    ...runs.map(
      ({ name, fastest }) =>
        `- The fastest way with \`node:crypto\` under ${name}: ${fastest.kept} (key kept), ${fastest.once} (one call).`,
    ),
    '',
    ...(report.against
      ? [`### Against ${report.against}`, '', ...compared(runs, 'against'), '']
      : []),
    '### What a cold login is made of',
    '',
    ...markdownTable(
      ['part', ...names],
      runs[0].parts.map(({ what }, at) => [
        what,
        ...runs.map(({ parts }) => `${figure(parts[at].median)} ms (${range(parts[at])})`),
      ]),
    ),
    '',
    '### Growth',
    '',
    ...runs[0].growth.flatMap((_, at) => [...growth(runs, at), '']),
    ...runs.map(
      ({ name, storeMemory: { full, million } }) =>
        `- Under ${name} the memory store holds ${figure(full)} MB when it is full (100,000 claims), and ${figure(million)} MB after a million claims.`,
    ),
    '',
  ].join('\n');
}

function compared(runs, part) {
  const head = ['what', 'against', 'goal', ...runs.map(({ name }) => name)];
  const rows = runs[0][part].map((first, at) => {
    const cells = runs.map((run) => {
      const row = run[part][at];
      const halves = range(row) && ` (${range(row)})`;
      const missed = row.reached === false ? ', missed' : '';
      return `${comparison(row)}${halves}: ${side(row.ours, row.unit)} and ${side(row.theirs, row.unit)}${missed}`;
    });
    return [first.what, first.against, goalText(first), ...cells];
  });
  return markdownTable(head, rows);
}

/** Microseconds of processor time for each, by how many there are. */
function growth(runs, at) {
  const exponent = ({ growth: all }) => `${figure(all[at].median)} (${range(all[at])})`;
  const rows = runs[0].growth[at].points.map(({ count: many }, row) => [
    count(many),
    ...runs.map(({ growth: all }) => `${figure(all[at].points[row].micros)} µs`),
  ]);
  return [
    `Processor time of one ${runs[0].growth[at].what}; growth exponent (1 is linear, the goal at most ${runs[0].growth[at].atMost}): ${runs.map((run) => `${exponent(run)} under ${run.name}`).join(', ')}.`,
    '',
    ...markdownTable(['how many', ...runs.map(({ name }) => name)], rows),
  ];
}
