/** Where every error code and every reason is explained, under a heading of its own name. */
const HELP = '; see https://github.com/tcaptcha-wasm/tcaptcha-wasm/blob/main/docs/errors.md#';

/** A message that ends with where to read what to do about this code or reason. */
export function withHelp(message: string, name: string): string {
  return `${message.split(HELP)[0]}${HELP}${name.toLowerCase()}`;
}

/** An outcome whose message does so, unless it passed. */
export function helpfulOutcome<T extends { status: string }>(outcome: T): T {
  const { reason, message } = outcome as { reason?: string; message?: string };
  if (reason === undefined || message === undefined) return outcome;
  return { ...outcome, message: withHelp(message, reason) };
}
