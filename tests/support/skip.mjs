// What cannot be had on a machine is said, and under CI it is a failure.

/** Says why a step is skipped; throws instead under `CI=true`. */
export function skip(reason) {
  if (process.env.CI === 'true') throw new Error(`cannot be skipped under CI: ${reason}`);
  console.log(`skipped: ${reason}`);
}
