// The diagnostics channel of checks, where the runtime has such channels: Node.js 14.17 and later.

import type { Channel } from 'diagnostics_channel';
import { builtin } from '../core/builtin.js';

let channel: Channel | null | undefined;

/** The channel; `undefined` where nobody listens. Loaded with the first check. */
export function checkChannel(): Channel | undefined {
  if (channel === undefined) channel = openChannel();
  return channel?.hasSubscribers ? channel : undefined;
}

function openChannel(): Channel | null {
  try {
    return builtin('diagnostics_channel').channel('tcaptcha-wasm:check');
  } catch {
    return null;
  }
}
