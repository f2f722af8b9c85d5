// What must be true of the reports together: nothing failed, and no runtime ran less than another.

const MIN_TESTS = 1000;

/** The problems as lines of text; none when all is well. */
export function compareReports(rows) {
  const problems = rows.length === 0 ? ['no runtime ran'] : [];
  for (const row of rows) problems.push(...problemsOf(row));
  const done = rows.filter((row) => row.report);
  const server = done.filter((row) => row.entry !== 'web');
  const web = done.filter((row) => row.entry === 'web');
  problems.push(...sameNames(server), ...sameNames(web));
  if (server.length > 0 && web.length > 0) {
    const webNames = new Set(web[0].report.names);
    const missing = server[0].report.names.filter((name) => !webNames.has(name));
    for (const name of missing) problems.push(`only the server entry has the test: ${name}`);
  }
  return problems;
}

function problemsOf({ name, entry, report, error }) {
  const where = `${name} (${entry})`;
  if (error) return [`${where}: ${error.message}`];
  const problems = report.failures.map(
    (failure) => `${where}: ${failure.name}\n    ${failure.message}`,
  );
  if (report.total < MIN_TESTS) problems.push(`${where}: only ${report.total} tests`);
  if (report.passed + report.failures.length !== report.total)
    problems.push(`${where}: tests are unaccounted for`);
  if (report.total + report.absent.length !== report.names.length)
    problems.push(`${where}: names do not add up`);
  if (entry !== 'web' && report.absent.length > 0) {
    problems.push(
      `${where}: ${report.absent.length} tests did not run, first: ${report.absent[0].name}`,
    );
  }
  return problems;
}

function sameNames(rows) {
  const key = (row) => JSON.stringify(row.report.names);
  return rows
    .filter((row) => key(row) !== key(rows[0]))
    .map(
      (row) => `${row.name} (${row.entry}): not the tests of ${rows[0].name} (${rows[0].entry})`,
    );
}
