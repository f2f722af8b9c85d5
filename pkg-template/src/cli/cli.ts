// The command `tcaptcha`: bundled to cli.js, beside index.js and simulator.js, which it requires.

import { aid } from './aid.js';
import { check } from './check.js';
import { COMMON, type CommandLine, readCommandLine, UsageError } from './command-line.js';
import type { Command } from './context.js';
import { doctor } from './doctor.js';
import { EXIT } from './exit-codes.js';
import { helpLink, withoutLink } from './help-link.js';
import { init } from './init.js';
import { InterruptedError } from './input.js';
import { inspect } from './inspect.js';
import { chooseTexts } from './language.js';
import { result } from './result.js';
import { simulate } from './simulate.js';
import { createTerminal, type Terminal } from './terminal.js';
import type { CommandName, Texts } from './texts/texts.js';
import { isCaptchaError } from '../index.js';

const commands: { [name in CommandName]: Command } = {
  aid,
  inspect,
  result,
  check,
  simulate,
  doctor,
  init,
};

async function main(words: readonly string[]): Promise<number> {
  const { env } = process;
  const terminal = createTerminal(env);
  // The language first: it is needed to say what is wrong with the rest.
  const texts = chooseTexts(languageOf(words), env);
  const fallback = texts || (chooseTexts(undefined, env) as Texts);
  try {
    if (!texts) throw new UsageError('bad_value', '--lang', 'zh | en');
    const [name, ...rest] = words;
    if (name === '--version' || name === '-v') {
      terminal.print((require('./package.json') as { version: string }).version);
      return EXIT.ok;
    }
    if (name === undefined || name === 'help' || isOption(name))
      return general(words, terminal, texts);
    const command = isCommand(name) ? commands[name] : undefined;
    if (!command) throw new UsageError('unknown_command', name.slice(0, 40));
    const line = readCommandLine(rest, command);
    if (line.flags.help) {
      terminal.print(texts.help[name as CommandName]);
      return EXIT.ok;
    }
    return await command.run({ line, texts, terminal, env });
  } catch (error) {
    return fail(error, words, terminal, fallback);
  }
}

/** Says what went wrong, with `--json` as one object; the exit code. */
function fail(error: unknown, words: readonly string[], terminal: Terminal, texts: Texts): number {
  const [name] = words;
  const isJson = words.indexOf('--json') >= 0;
  const printJson = (code: string, message: string) =>
    terminal.print(JSON.stringify({ error: { code, message } }));
  if (error instanceof UsageError) {
    const message = texts.usage[error.kind](error.subject, error.expected);
    if (isJson) printJson(error.kind, message);
    else
      terminal.note(
        `${message}\n${texts.seeHelp(name !== undefined && isCommand(name) ? `${name} ` : '')}`,
      );
    return EXIT.usage;
  }
  if (error instanceof InterruptedError) {
    if (isJson) printJson('interrupted', texts.interrupted);
    return EXIT.interrupted;
  }
  if (!isCaptchaError(error)) throw error;
  if (isJson) {
    printJson(error.code, error.message);
    return EXIT.error;
  }
  const { url, file } = helpLink(error.code, texts);
  terminal.note(`${terminal.paint.red('✗')} ${error.code}: ${withoutLink(error.message)}`);
  terminal.note(texts.errors[error.code]);
  terminal.note(texts.readMore(url, file));
  return EXIT.error;
}

/** `tcaptcha`, `tcaptcha --help`, `tcaptcha help inspect`. */
function general(words: readonly string[], terminal: Terminal, texts: Texts): number {
  const line: CommandLine = readCommandLine(words, { options: {}, positionals: 2 });
  const [, about] = line.positionals;
  if (about !== undefined && !isCommand(about))
    throw new UsageError('unknown_command', about.slice(0, 40));
  terminal.print(about === undefined ? texts.help.general : texts.help[about]);
  // Without a word: nothing was asked for, so nothing was done.
  return words.length === 0 ? EXIT.usage : EXIT.ok;
}

function isCommand(name: string): name is CommandName {
  return Object.prototype.hasOwnProperty.call(commands, name);
}

function isOption(word: string): boolean {
  return word.charAt(0) === '-';
}

function languageOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--lang' || word.slice(0, 7) === '--lang=');
  if (at < 0 || COMMON.lang === undefined) return undefined;
  const word = words[at] as string;
  return word.length > 7 ? word.slice(7) : words[at + 1];
}

main(process.argv.slice(2)).then(
  (code) => {
    // Not process.exit: what was written to a pipe must still get there.
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${(error && error.stack) || error}\n`);
    process.exitCode = 70;
  },
);
// A reader that goes away early, as `head` does, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
