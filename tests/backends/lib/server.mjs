// A backend that listens, as a process of its own.

import { startProcess } from '../../frameworks/lib/running.mjs';
import { freePort } from '../../support/free-port.mjs';

/** Starts a command in `cwd` on a free port; it ends with the test. `says` is printed once it listens. */
export async function startServer(t, [command, ...args], cwd, environment, says = /listening/i) {
  const port = String(await freePort());
  const env = { PATH: process.env.PATH, ...environment, PORT: port };
  let printed = '';
  const { child, output, exited } = await startProcess(t, command, args, { cwd, env }, null);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  await output(says);
  return {
    url: `http://127.0.0.1:${port}`,
    output,
    printed: () => printed,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
