// The public values that a page is given, by options. Each goes between quotes in a source file, so that
// none may carry a character that would end it.

import type { CommandLine, CommandSpec } from '../command-line.js';
import { UsageError } from '../command-line.js';
import { type Context, defined, optionalAppId } from '../context.js';
import { type Answers, type TemplateName, TEMPLATES } from './templates.js';

/** The options of `tcaptcha init`, which only pages take. */
export const PAGE_OPTIONS: CommandSpec['options'] = {
  'app-id': 'value',
  'cloud-env': 'value',
  'http-base': 'value',
  'wx-app-id': 'value',
  unicloud: 'flag',
};

type TextAnswer = Exclude<keyof Answers, 'useUniCloud'>;

/** An example of each value, and the form that it must have. */
const FORMS: { readonly [name in TextAnswer]: readonly [string, RegExp] } = {
  captchaAppId: ['123456789', /^\d{1,20}$/],
  cloudEnv: ['my-env-1a2b3c', /^[a-z0-9][a-z0-9-]{0,63}$/i],
  httpBase: ['https://example.com', /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w./~-]*)?$/i],
  wxAppId: ['wx0123456789abcdef', /^wx[0-9a-f]{16}$/],
};

/** The value if it has the form that it must have, without a slash at its end. */
export function readAnswer(name: TextAnswer, typed: string): string | undefined {
  return FORMS[name][1].test(typed) ? typed.replace(/\/+$/, '') : undefined;
}

/** A value of that form. */
export function exampleOf(name: TextAnswer): string {
  return FORMS[name][0];
}

const OPTION_OF: { readonly [name in TextAnswer]: string } = {
  captchaAppId: 'app-id',
  cloudEnv: 'cloud-env',
  httpBase: 'http-base',
  wxAppId: 'wx-app-id',
};

/** Throws a UsageError for an option that this template does not take. */
export function refuseForeignOptions({ values, flags }: CommandLine, name: TemplateName): void {
  const { page } = TEMPLATES[name];
  for (const option of Object.keys(PAGE_OPTIONS)) {
    const isGiven = values[option] !== undefined || flags[option];
    const isTaken = option === 'unicloud' ? page?.uniCloud !== undefined : page !== undefined;
    if (isGiven && !isTaken) throw new UsageError('not_for_template', `--${option}`, name);
  }
}

/** The values of the command line; the CaptchaAppId may also come from the environment. */
export function readAnswers(context: Context): Answers {
  const { values, flags } = context.line;
  const read = (name: TextAnswer, typed: string | undefined): string | undefined => {
    if (typed === undefined) return undefined;
    const value = readAnswer(name, typed);
    if (value !== undefined) return value;
    const option = OPTION_OF[name];
    const isFromEnvironment = values[option] === undefined;
    const subject = isFromEnvironment ? 'CAPTCHA_APP_ID' : `--${option}`;
    throw new UsageError('bad_form', subject, exampleOf(name));
  };
  return defined({
    captchaAppId: read('captchaAppId', optionalAppId(context)),
    cloudEnv: read('cloudEnv', values['cloud-env']),
    httpBase: read('httpBase', values['http-base']),
    wxAppId: read('wxAppId', values['wx-app-id']),
    useUniCloud: flags.unicloud,
  });
}

/** Whether the page has been told of one. */
export function hasBackend({ cloudEnv, httpBase, useUniCloud }: Answers): boolean {
  return cloudEnv !== undefined || httpBase !== undefined || useUniCloud === true;
}
