/** The clock in whole Unix seconds. */
export function clockSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A monotonic clock in milliseconds. Its zero has no meaning. */
export function monotonicMs(): number {
  if (typeof performance === 'object') return performance.now();
  // Before Node.js 16.
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
