// esbuild's helper for exports loops with `for…in`, which visits what somebody has put on
// Object.prototype, too, and throws: the package could not be loaded in such a process.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The helper, minified or not; see `__export` in esbuild's runtime. */
const exportHelper = /for ?\(var (\S+) in (\S+)\)\s*(\S+)\((\S+), ?\1, ?\{ ?get: ?\2\[\1\],/g;
const anyForIn = /\bfor ?\((?:var|let|const)? ?[\w$]+ in /;

/** Makes the helper visit own names only, in every script of a folder; throws if a `for…in` is left. */
export function sealExports(folder) {
  const scripts = readdirSync(folder, { recursive: true }).filter((name) => /\.m?js$/.test(name));
  for (const name of scripts) {
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const sealed = text.replace(
      exportHelper,
      'for (var $1 of Object.keys($2)) $3($4, $1, { __proto__: null, get: $2[$1],',
    );
    if (anyForIn.test(sealed)) throw new Error(`${file} has a for…in: it visits Object.prototype`);
    if (sealed !== text) writeFileSync(file, sealed);
  }
}
