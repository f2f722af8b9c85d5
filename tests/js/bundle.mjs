// The suite in one file for each kind of module, lowered to what Node.js 8.9 parses.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const outDir = join(root, 'target/tests');

/** Writes suite.cjs and suite.mjs to target/tests and returns their paths. */
export async function bundleSuite() {
  const esbuild = createRequire(join(root, 'package.json'))('esbuild');
  mkdirSync(outDir, { recursive: true });
  const build = async (format, name) => {
    const outfile = join(outDir, name);
    await esbuild.build({
      entryPoints: [join(root, 'tests/js/suite/index.js')],
      bundle: true,
      format,
      platform: 'neutral',
      target: 'es2017',
      charset: 'utf8',
      logLevel: 'warning',
      outfile,
    });
    return outfile;
  };
  return { cjs: await build('cjs', 'suite.cjs'), mjs: await build('esm', 'suite.mjs') };
}
