// The diagnostics channel of checks on the edge: workerd has such channels, browsers have none.

import type { Channel } from 'diagnostics_channel';

interface WithBuiltins {
  process?: {
    getBuiltinModule?(id: 'diagnostics_channel'): typeof import('diagnostics_channel') | undefined;
  };
}

let channel: Channel | null | undefined;

/** The channel; `undefined` where nobody listens. */
export function checkChannel(): Channel | undefined {
  if (channel === undefined) channel = openChannel();
  return channel?.hasSubscribers ? channel : undefined;
}

function openChannel(): Channel | null {
  const { process } = globalThis as WithBuiltins;
  const channels = process?.getBuiltinModule?.('diagnostics_channel');
  return channels ? channels.channel('tcaptcha-wasm:check') : null;
}
