// Required first, so that what it needs itself is loaded before the clock starts.
const input = require('../token/input.cjs');
const settings = JSON.parse(process.env.BENCH_SETTINGS);

exports.options = input;
exports.consumer = settings.consumer;
/** Milliseconds from `start`, with what came of it, which must be a token or a client. */
exports.done = (start, made) => {
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (!made || (typeof made === 'string' && made.length !== 64)) throw new Error(`made ${made}`);
  process.stdout.write(`\n${JSON.stringify({ milliseconds, rss: process.memoryUsage.rss() })}\n`);
};
