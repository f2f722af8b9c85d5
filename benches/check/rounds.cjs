// The part of a contender that run.mjs talks to: so many checks, so many of them at a time.

/** Serves the parent's tasks `{count, inFlight}` with microseconds for each check. */
exports.serveRounds = (check) => {
  process.on('message', async ({ count, inFlight }) => {
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        await check();
      }
    };
    const cpuStart = process.cpuUsage();
    const start = process.hrtime.bigint();
    await Promise.all(Array.from({ length: inFlight }, worker));
    const clock = Number(process.hrtime.bigint() - start) / 1e3;
    const { user, system } = process.cpuUsage(cpuStart);
    process.send({ cpu: (user + system) / count, clock: clock / count });
  });
  process.on('disconnect', () => process.exit());
};
