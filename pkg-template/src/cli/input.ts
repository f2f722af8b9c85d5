// What a command works on: from an argument, from standard input, or from the keyboard.

import { UsageError } from './command-line.js';

/** More than anything that these commands read. */
const MAX_INPUT_BYTES = 256 * 1024;

/** The argument, or standard input for `-` and for none; a terminal is not waited for. */
export function readInput(argument: string | undefined, what: string): Promise<string> {
  if (argument !== undefined && argument !== '-') return Promise.resolve(argument.trim());
  const { stdin } = process;
  if (stdin.isTTY) return Promise.reject(new UsageError('missing_input', what));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stdin.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_INPUT_BYTES) {
        stdin.destroy();
        reject(new UsageError('input_too_long', what));
      } else {
        chunks.push(chunk);
      }
    });
    stdin.on('error', reject);
    stdin.on('end', () => {
      const text = Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .trim();
      if (text === '') reject(new UsageError('missing_input', what));
      else resolve(text);
    });
  });
}

/** Thrown when somebody presses Ctrl-C at a prompt. */
export class InterruptedError extends Error {}

/** A secret from the environment, or typed without echo. */
export function readSecret(variable: string, label: string): Promise<string> {
  const found = process.env[variable];
  if (found) return Promise.resolve(found);
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return Promise.reject(new UsageError('no_terminal', variable));
  return new Promise((resolve, reject) => {
    let typed = '';
    const onData = (chunk: string) => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n' || character === '\u0004') return end(resolve);
        if (character === '\u0003') return end(() => reject(new InterruptedError()));
        if (character === '\u007f' || character === '\b')
          typed = Array.from(typed).slice(0, -1).join('');
        else if (character >= ' ') typed += character;
      }
    };
    const end = (then: (secret: string) => void) => {
      stdin.removeListener('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      then(typed);
    };
    stderr.write(`${label}: `);
    // Raw: the terminal echoes nothing.
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', onData);
    stdin.resume();
  });
}
