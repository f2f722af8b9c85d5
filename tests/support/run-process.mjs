import { spawn } from 'node:child_process';

/** Runs a program to its end, with a time limit; resolves with its exit code and output. */
export function runProcess(command, args, { cwd, env, timeoutMs = 900_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = collectOutput(child);
    let killed = '';
    const timer = setTimeout(() => {
      killed = `\nkilled after ${timeoutMs} ms`;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: -1, output: `${printed()}${error.message}` });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? -1, output: printed() + killed });
    });
  });
}

/** What a process prints on both streams; call what this returns for all of it so far. */
export function collectOutput(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return () => output;
}
