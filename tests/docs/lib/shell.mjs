import { spawn } from 'node:child_process';

/** Runs lines as a shell does; with `until`, and `detached`, interrupts them once they have printed that. */
export function shell(command, { until, ...options }) {
  return new Promise((resolve) => {
    const child = spawn('sh', ['-ec', command], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    let stopped = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
        if (stopped || !until?.test(output)) return;
        stopped = true;
        process.kill(-child.pid, 'SIGINT');
      });
    }
    child.on('close', (code) => resolve({ code, output }));
  });
}
