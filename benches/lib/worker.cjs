// A contender's process: does the tasks that workers.mjs sends it, and measures them.

/** Answers each task with microseconds for each of its `count` calls, on the processor and by the clock. */
function serve(work) {
  process.on('message', async (task) => {
    const cpuStart = process.cpuUsage();
    const start = process.hrtime.bigint();
    await work(task);
    const clock = Number(process.hrtime.bigint() - start) / 1e3;
    const { user, system } = process.cpuUsage(cpuStart);
    process.send({ cpu: (user + system) / task.count, clock: clock / task.count });
  });
  process.on('disconnect', () => process.exit());
}

/** `{count}` calls, one after the other. Their results are used, so that no compiler can drop them. */
exports.serveCalls = (call) => {
  let length = 0;
  serve(({ count }) => {
    for (let done = 0; done < count; done++) length += call().length;
    if (!(length > 0)) throw new Error('the calls returned nothing');
  });
};

/** `{count, inFlight}` calls that return promises, so many of them at a time. */
exports.serveAsyncCalls = (call) => {
  serve(async ({ count, inFlight }) => {
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        await call();
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
  });
};
