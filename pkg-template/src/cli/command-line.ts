// Reading the command line. Values of unknown options are never repeated: one may be a secret.

/** Options by name: `true` for those that take no value. */
export interface CommandSpec {
  readonly options: { readonly [name: string]: 'value' | 'flag' };
  /** How many arguments may stand without a name. */
  readonly positionals: number;
}

/** What was asked for. */
export interface CommandLine {
  readonly flags: { readonly [name: string]: true | undefined };
  readonly values: { readonly [name: string]: string | undefined };
  readonly positionals: readonly string[];
}

/** What is wrong with a command line, to be said in the user's language. */
export class UsageError extends Error {
  readonly kind: UsageProblem;
  /** The option or the argument, never the value of an unknown one. */
  readonly subject: string;
  /** What the value must be, in words of no language. */
  readonly expected: string | undefined;

  constructor(kind: UsageProblem, subject = '', expected?: string) {
    super(`${kind} ${subject}`);
    this.kind = kind;
    this.subject = subject;
    this.expected = expected;
  }
}

/** Every way to get it wrong. */
export type UsageProblem =
  | 'unknown_command'
  | 'unknown_option'
  | 'secret_option'
  | 'missing_value'
  | 'unexpected_value'
  | 'unexpected_argument'
  | 'missing_input'
  | 'missing_option'
  | 'bad_value'
  | 'bad_form'
  | 'port_in_use'
  | 'cannot_listen'
  | 'missing_template'
  | 'unknown_template'
  | 'not_for_template'
  | 'files_exist'
  | 'cannot_write'
  | 'no_terminal'
  | 'input_too_long';

/** Options that every command takes. */
export const COMMON: CommandSpec['options'] = { help: 'flag', json: 'flag', lang: 'value' };

/** Reads `--name value`, `--name=value`, `-h`, and the rest; `--` ends the options. */
export function readCommandLine(words: readonly string[], spec: CommandSpec): CommandLine {
  const known = { ...COMMON, ...spec.options };
  const flags: { [name: string]: true } = {};
  const values: { [name: string]: string } = {};
  const positionals: string[] = [];
  let onlyPositionals = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (onlyPositionals || word === '-' || word.charAt(0) !== '-') {
      positionals.push(word);
      if (positionals.length > spec.positionals) throw new UsageError('unexpected_argument');
      continue;
    }
    if (word === '--') {
      onlyPositionals = true;
      continue;
    }
    const equals = word.indexOf('=');
    const spelled = equals < 0 ? word : word.slice(0, equals);
    const name = spelled === '-h' ? 'help' : spelled.slice(2);
    const kind = Object.prototype.hasOwnProperty.call(known, name) ? known[name] : undefined;
    if (kind === undefined || (spelled !== '-h' && spelled.slice(0, 2) !== '--')) {
      throw new UsageError(looksSecret(spelled) ? 'secret_option' : 'unknown_option', spelled);
    }
    if (kind === 'flag') {
      if (equals >= 0) {
        throw new UsageError(looksSecret(spelled) ? 'secret_option' : 'unexpected_value', spelled);
      }
      flags[name] = true;
      continue;
    }
    const value = equals < 0 ? words[++at] : word.slice(equals + 1);
    if (value === undefined || value === '') throw new UsageError('missing_value', spelled);
    values[name] = value;
  }
  return { flags, values, positionals };
}

function looksSecret(name: string): boolean {
  return /secret|key|password|token/i.test(name);
}
