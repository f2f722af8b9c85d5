import type { CommandLine, CommandSpec } from './command-line.js';
import { UsageError } from './command-line.js';
import type { Terminal } from './terminal.js';
import type { Texts } from './texts/texts.js';

/** What a command is given. */
export interface Context {
  readonly line: CommandLine;
  readonly texts: Texts;
  readonly terminal: Terminal;
  readonly env: { readonly [name: string]: string | undefined };
}

/** A command: what it takes, and what it does; resolves with the exit code. */
export interface Command extends CommandSpec {
  run(context: Context): Promise<number>;
}

/** The AppId of the option or of the environment. */
export function requireAppId({ line, env }: Context): string {
  const appId = optionalAppId({ line, env });
  if (appId === undefined) throw new UsageError('missing_option', '--app-id (CAPTCHA_APP_ID)');
  return appId;
}

/** The same, where it is not needed. */
export function optionalAppId({ line, env }: Pick<Context, 'line' | 'env'>): string | undefined {
  return line.values['app-id'] || env.CAPTCHA_APP_ID || undefined;
}

/** A whole number of an option, from `min` to `max`. */
export function optionalInteger(
  { line }: Context,
  name: string,
  max = 999_999_999,
  min = 0,
): number | undefined {
  const text = line.values[name];
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError('bad_value', `--${name}`, `${min}-${max}`);
  }
  return number;
}

/** `cbc` or `gcm`. */
export function optionalMode({ line }: Context): 'cbc' | 'gcm' | undefined {
  const { mode } = line.values;
  if (mode === undefined || mode === 'cbc' || mode === 'gcm') return mode;
  throw new UsageError('bad_value', '--mode', 'cbc | gcm');
}

/** An object without the members that are undefined. */
export function defined<T extends object>(
  object: T,
): { [name in keyof T]: Exclude<T[name], undefined> } {
  const result = {} as { [name: string]: unknown };
  for (const name of Object.keys(object)) {
    const value = (object as { [name: string]: unknown })[name];
    if (value !== undefined) result[name] = value;
  }
  return result as { [name in keyof T]: Exclude<T[name], undefined> };
}

/** A local time with its zone, for people: `2026-11-28 10:26:15 +08:00`. */
export function localTime(unixSeconds: number): string {
  const two = (part: number) => `0${part}`.slice(-2);
  const date = new Date(unixSeconds * 1000);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const minutesEast = -date.getTimezoneOffset();
  const ahead = Math.abs(minutesEast);
  const zone = `${minutesEast < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${day} ${time} ${zone}`;
}
