import { en } from './texts/en.js';
import type { Texts } from './texts/texts.js';
import { zhCn } from './texts/zh-cn.js';

type Environment = { [name: string]: string | undefined };

/** The texts in the language asked for, or else in that of the locale. */
export function chooseTexts(lang: string | undefined, env: Environment): Texts | undefined {
  if (lang !== undefined) {
    if (/^zh\b/i.test(lang)) return zhCn;
    return /^en\b/i.test(lang) ? en : undefined;
  }
  // The first of these that is set decides, as for every program (POSIX).
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale();
  return /^zh(?![a-z])/i.test(locale) ? zhCn : en;
}

/** What Windows says, which sets none of these variables. */
function systemLocale(): string {
  if (process.platform !== 'win32') return '';
  try {
    return new Intl.DateTimeFormat().resolvedOptions().locale;
  } catch {
    return '';
  }
}
