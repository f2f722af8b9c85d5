// The installed command, piped and at a pseudo-terminal.

import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The Node.js that runs the command, and cli.js as it was installed. */
const node = process.env.TCAPTCHA_NODE ?? process.execPath;
const cli = process.env.TCAPTCHA_CLI;
const ptyScript = fileURLToPath(new URL('./at-terminal.py', import.meta.url));

export const APP_ID = '123456789';
export const SECRET_KEY = '1234567891011121314151516';
/** The token of the vendor's page, made on 2024-03-11 with the key above. */
export const PUBLISHED_TOKEN = 'MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT';

const bare = { PATH: process.env.PATH, HOME: '/nonexistent', LANG: 'C.UTF-8', TERM: 'xterm' };
// Processes at a terminal count in a measure of coverage too (node hands it on to others itself).
if (process.env.NODE_V8_COVERAGE) bare.NODE_V8_COVERAGE = process.env.NODE_V8_COVERAGE;
export const keys = { CAPTCHA_APP_ID: APP_ID, CAPTCHA_APP_SECRET_KEY: SECRET_KEY };

/** Runs it with pipes; `input` goes to its standard input. */
export function piped(args, { env = {}, input = '' } = {}) {
  const done = spawnSync(node, [cli, ...args], {
    env: { ...bare, ...env },
    input,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Runs it at a terminal; each step waits for `expect` and then types `send`. */
export function atTerminal(args, { env = {}, columns = 100, steps = [] } = {}) {
  const done = spawnSync('python3', [ptyScript], {
    input: JSON.stringify({
      argv: [node, cli, ...args],
      env: { ...bare, ...env },
      cwd: '/',
      columns,
      steps,
      timeoutSeconds: 100,
    }),
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (done.status !== 0) throw new Error(done.stderr);
  const { output, code, missed } = JSON.parse(done.stdout);
  if (missed !== null) throw new Error(`never came: ${missed}\n${output}`);
  return { code, output: output.replace(/\r\n/g, '\n') };
}

/** `tcaptcha simulate --json` in the background. */
export async function startSimulator(args = []) {
  const child = spawn(node, [cli, 'simulate', '--json', ...args], { env: bare });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('\n')) resolve();
    });
    child.on('close', (code) => reject(new Error(`simulate ended with ${code}: ${errors}`)));
  });
  const { url, environment, captchaResults } = JSON.parse(output);
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners('close');
      child.on('close', resolve);
      child.kill('SIGINT');
    });
  return { url, environment, captchaResults: captchaResults.map((one) => JSON.stringify(one)), errors: () => errors, stop };
}

/** Text without colours. */
export const plain = (text) => text.replace(/\u001b\[\d+m/g, '');
