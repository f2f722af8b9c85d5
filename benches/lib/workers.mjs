// Processes that stay, one for each contender, and work in turn: what one leaves to the garbage
// collector and to the compiler falls on nobody else.

import { fork } from 'node:child_process';
import { join } from 'node:path';
import { benches, environment } from './processes.mjs';

/**
 * Starts a process for each contender, hands `use` a function that has one of them do a task, and ends
 * them when `use` is done.
 *
 * @param contenders `{name: {script, settings}}`; the scripts serve tasks by lib/worker.cjs
 */
export async function withWorkers(node, contenders, use) {
  const workers = new Map();
  try {
    for (const [name, { script, settings }] of Object.entries(contenders)) {
      const options = { execPath: node, execArgv: [], env: environment(settings) };
      workers.set(name, fork(join(benches, script), options));
    }
    return await use((name, task) => ask(workers.get(name), name, task));
  } finally {
    for (const worker of workers.values()) worker.kill();
  }
}

function ask(worker, name, task) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`${name} ended with code ${code}`));
    worker.once('exit', ended);
    worker.once('message', (answer) => {
      worker.off('exit', ended);
      resolve(answer);
    });
    if (worker.exitCode === null) worker.send(task);
    else ended(worker.exitCode);
  });
}
