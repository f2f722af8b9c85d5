/** A monotonic clock in milliseconds. Its zero has no meaning. */
export function monotonicMs(): number {
  return performance.now();
}
