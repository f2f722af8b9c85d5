// A run's figures as tables on the terminal.

import { table } from '../../tests/support/table.mjs';
import { comparison, count, figure, goalText, range, side } from './text.mjs';

export function printRun({ table: rows, appendix, against, parts, growth, storeMemory, fastest }) {
  printRows('the table', rows);
  printRows('the appendix', appendix);
  printRows('against another build', against);
  print('parts of a cold login', ['part', 'ms', 'middle half'], parts.map(partCells));
  for (const one of growth) {
    const points = one.points.map(({ count: many, micros }) => [count(many), figure(micros)]);
    print(one.what, ['how many', 'µs of processor time'], points);
    console.log(`growth exponent ${figure(one.median)} (${range(one)}), goal ${goalText(one)}`);
  }
  if (storeMemory) {
    const { full, million } = storeMemory;
    console.log(
      `\nmemory store: ${figure(full)} MB when full, ${figure(million)} MB after a million claims`,
    );
  }
  if (fastest)
    console.log(`\nfastest with node:crypto: kept ${fastest.kept}; once ${fastest.once}`);
}

const partCells = (part) => [part.what, figure(part.median), range(part)];

function printRows(title, rows = []) {
  const head = [
    'what',
    'against',
    'this package',
    'the other',
    'median',
    'middle half',
    'goal',
    '',
  ];
  const cells = rows.map((row) => [
    row.what,
    row.against,
    side(row.ours, row.unit),
    side(row.theirs, row.unit),
    comparison(row),
    range(row),
    goalText(row),
    row.reached === false ? 'missed' : '',
  ]);
  print(title, head, cells);
}

function print(title, head, cells) {
  if (cells.length > 0) console.log(`\n${title}\n${table(head, cells)}`);
}
