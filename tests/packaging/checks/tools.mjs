import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export const toolsFolder = fileURLToPath(new URL('../', import.meta.url));
export const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

/** Requires a tool of this folder's lock file. */
export const tool = createRequire(new URL('../package.json', import.meta.url));
