// Where the site is made.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './pages.mjs';

export const project = fileURLToPath(new URL('../', import.meta.url));
export const source = join(project, '.source');
export const site = join(root, 'target/site');
/** Where it is built: what is in `site` stays until the new one is whole. */
export const unfinished = join(root, 'target/site-unfinished');

/** Stands for the folder that the site will lie in, until relocatable.mjs replaces it. */
export const PLACEHOLDER = '/--site-base--/';
