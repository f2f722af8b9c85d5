/** Where every error code and every reason is explained, under a heading of its own name. */
const HELP = '; see https://github.com/tcaptcha-wasm/tcaptcha-wasm/blob/main/docs/errors.md#';

/** A message that ends with where to read what to do about this code or reason. */
export function withHelp(message: string, name: string): string {
  return `${message.split(HELP)[0]}${HELP}${name.toLowerCase()}`;
}
