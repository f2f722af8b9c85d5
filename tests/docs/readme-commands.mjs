// The README's commands for this repository, as they stand. They build the package anew, so nothing
// that reads it may run meanwhile.
//
//   node tests/docs/readme-commands.mjs
//
// TCAPTCHA_RAN: the lines that have been run already; `cargo xtask test` cannot run itself.

import { fileURLToPath, pathToFileURL } from 'node:url';
import { installTools, root } from '../support/npm.mjs';
import { shell } from './lib/shell.mjs';

/** The blocks of the README that have them; in `clone` it is the first line. */
export const COMMAND_BLOCKS = ['xtask', 'clone'];

if (import.meta.url === pathToFileURL(process.argv[1]).href) await runCommands();

async function runCommands() {
  installTools(fileURLToPath(new URL('.', import.meta.url)));
  const { readMarkdown } = await import('./lib/markdown.mjs');
  const ran = ['cargo xtask test', ...(process.env.TCAPTCHA_RAN ?? '').split('\n')];
  const blocks = readMarkdown(new URL('../../README.md', import.meta.url)).blocks;
  const wanted = blocks.filter(({ name }) => COMMAND_BLOCKS.includes(name));
  if (wanted.length !== COMMAND_BLOCKS.length) throw new Error('a block of commands is missing');
  for (const command of wanted.flatMap(commandsOf)) {
    if (ran.includes(command)) continue;
    console.log(`$ ${command}`);
    const isDemo = command === 'cargo xtask demo';
    // The demo stays until it is interrupted.
    const options = isDemo ? { until: /End it with Ctrl\+C/, detached: true } : {};
    const { code, output } = await shell(command, { cwd: root, ...options });
    const good = isDemo ? /The demo page: http:\/\/127\.0\.0\.1:\d+/.test(output) : code === 0;
    if (!good) throw new Error(`${command} ended with ${code}:\n${output}`);
  }
}

/** What is run in this repository: blocks.test.mjs runs the rest of `clone` in a newcomer's folder. */
function commandsOf({ name, code }) {
  const lines = code.split('\n');
  return name === 'clone' ? lines.slice(0, 1) : lines;
}
