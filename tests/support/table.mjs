/** Rows of text as an aligned table; columns whose cells are all numbers are right-aligned. */
export function table(head, rows) {
  const cells = rows.map((row) => row.map(String));
  const width = head.map((name, at) =>
    Math.max(name.length, ...cells.map((row) => row[at].length)),
  );
  const numeric = head.map((_, at) => cells.every((row) => /^\d*$/.test(row[at])));
  const line = (row) =>
    row
      .map((cell, at) => (numeric[at] ? cell.padStart(width[at]) : cell.padEnd(width[at])))
      .join('  ')
      .trimEnd();
  return [line(head), line(width.map((count) => '-'.repeat(count))), ...cells.map(line)].join('\n');
}
