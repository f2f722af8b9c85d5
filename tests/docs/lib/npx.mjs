// Lines that call `npx tcaptcha-wasm`, run as a shell does, with the package that was installed.

import { join } from 'node:path';
import { shell } from './shell.mjs';

/** Resolves with the exit code and what was printed on both streams. */
export function runNpx(lines, env, options = {}) {
  // npx itself would ask a registry; blocks.test.mjs runs it with one.
  const npx =
    'npx() { [ "$1" = tcaptcha-wasm ] || exit 9; shift; "$TCAPTCHA_NODE" "$TCAPTCHA_CLI" "$@"; }';
  const own = {
    TCAPTCHA_NODE: process.execPath,
    TCAPTCHA_CLI: join(process.env.TCAPTCHA_PACKAGE, 'cli.js'),
  };
  return shell(`${npx}\n${lines}`, {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...own, ...env },
    ...options,
  });
}
