// Whether something that was built has to be built again.

import { existsSync, statSync } from 'node:fs';

/**
 * Whether `made` is there and newer than every source. A source whose time lies in the future counts as
 * unchanged: nothing that is built now would be newer, and it would be built again for ever.
 */
export function isCurrent(made, sources) {
  if (!existsSync(made)) return false;
  const madeMs = statSync(made).mtimeMs;
  const nowMs = Date.now();
  return sources
    .map((source) => statSync(source).mtimeMs)
    .every((changedMs) => changedMs < madeMs || changedMs > nowMs);
}
