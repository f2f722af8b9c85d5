// What a process that is measured needs: its settings, the packages, a way to answer.

const { readFileSync } = require('fs');
const { createRequire } = require('module');

/** `{packages, url, …}`, which run.mjs hands over as JSON in the environment. */
const settings = JSON.parse(process.env.BENCH_SETTINGS);
exports.settings = settings;

/** `require` as a file in the project folder has it where the package is installed. */
exports.requirePackage = createRequire(`${settings.packages}/index.js`);

/** Milliseconds since the clock's own zero. */
exports.now = () => Number(process.hrtime.bigint()) / 1e6;

/** Starts both clocks; the function that it returns reads them, in milliseconds. */
exports.startClocks = () => {
  const cpuStart = process.cpuUsage();
  const start = process.hrtime.bigint();
  return () => {
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    const { user, system } = process.cpuUsage(cpuStart);
    return { milliseconds, cpu: (user + system) / 1e3 };
  };
};

/** The last line of standard output, for processes.mjs to read. */
exports.answer = (result) => process.stdout.write(`\n${JSON.stringify(result)}\n`);

/** The largest memory of this process so far, in MB. */
exports.peakMegabytes = () => {
  // Linux counts the parent's memory in maxRSS as well: fork takes it over, exec does not reset it.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))[1]) / 1024;
};
