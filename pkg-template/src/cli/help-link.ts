import { join } from 'path';
import type { Texts } from './texts/texts.js';

const PAGES = 'https://github.com/tcaptcha-wasm/tcaptcha-wasm/blob/main/docs/';

/** A message of the library without the address that it ends with, which is that of the English page. */
export function withoutLink(message: string): string {
  return message.split(`; see ${PAGES}`)[0] as string;
}

/** Where a code or a reason is explained in the user's language: the page, and its copy in this package. */
export function helpLink(name: string, { errorsPage }: Texts): { url: string; file: string } {
  return {
    url: `${PAGES}${errorsPage}#${name.toLowerCase()}`,
    // cli.js lies at the package's top.
    file: join(__dirname, 'docs', errorsPage),
  };
}
