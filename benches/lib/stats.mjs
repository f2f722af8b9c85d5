// Medians, spread, and ratios of rounds that were measured side by side.

/** The value below which the share `q` of the values lies, between neighbours by straight line. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at - Math.floor(at));
}

export const median = (values) => quantile(values, 0.5);

/** Median and middle half. */
export function summary(values) {
  return {
    median: quantile(values, 0.5),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    rounds: values.length,
  };
}

/** Round by round `compare(ours, theirs)`: what disturbed one round disturbed both of its sides. */
export function paired(ours, theirs, compare) {
  if (ours.length !== theirs.length || ours.length === 0) throw new Error('rounds are missing');
  return summary(ours.map((value, round) => compare(value, theirs[round])));
}

/** The exponent `e` of `cost ~ n^e` by least squares over the logarithms: 1 is linear. */
export function exponent(points) {
  const logs = points.map(([n, cost]) => [Math.log(n), Math.log(cost)]);
  const mean = (at) => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const under = logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return over / under;
}
