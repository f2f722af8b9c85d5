// Where things are.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools as install, root } from '../../support/npm.mjs';

export const here = fileURLToPath(new URL('..', import.meta.url));
export const examples = join(root, 'examples');
export const target = join(root, 'target/miniprogram');

/** Installs the tools of one folder of tests/miniprogram; gives the folder. */
export function installTools(name) {
  const folder = join(here, name);
  install(folder, ['install', '--no-save']);
  return folder;
}
