// Processes that stay, one for each contender, and work in turn: what one leaves to the garbage
// collector and to the compiler falls on nobody else.

import { fork } from 'node:child_process';
import { join } from 'node:path';
import { benches, environment } from './processes.mjs';

/** `{work(name, task), close()}`; `work` resolves with what the contender's process answered. */
export function startWorkers(node, contenders) {
  const workers = new Map();
  for (const [name, { script, settings }] of Object.entries(contenders)) {
    const options = { execPath: node, execArgv: [], env: environment(settings) };
    workers.set(name, fork(join(benches, script), options));
  }
  return {
    work: (name, task) => ask(workers.get(name), name, task),
    close() {
      for (const worker of workers.values()) worker.kill();
    },
  };
}

function ask(worker, name, task) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`${name} ended with ${code}`));
    worker.once('exit', ended);
    worker.once('message', (answer) => {
      worker.off('exit', ended);
      resolve(answer);
    });
    if (worker.exitCode === null) worker.send(task);
    else ended(worker.exitCode);
  });
}
