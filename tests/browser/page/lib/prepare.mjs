import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, root } from '../../../support/npm.mjs';

export { root as repository } from '../../../support/npm.mjs';
export const www = join(root, 'www');
export const here = fileURLToPath(new URL('../', import.meta.url));
export const screenshots = join(root, 'target', 'screenshots');

/** The page's tools and the tests' own. */
export function installAll() {
  for (const folder of [www, here]) installTools(folder);
}

/** Type check and build. */
export function buildPage() {
  const start = Date.now();
  execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    cwd: www,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  console.log(`built www/dist in ${Date.now() - start} ms`);
}
