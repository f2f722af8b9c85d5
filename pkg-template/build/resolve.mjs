// How imports find their files, as build.mjs explains it; and what is changed in the glue.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sources } from './entries.mjs';

/** Lays the core's folder over src/core/, and takes x.node.ts or x.web.ts for './x.js'. */
export function resolveSources(core, platform) {
  const overlay = join(sources, 'core');
  return {
    name: 'resolve-sources',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, resolveDir }) => {
        const folder = resolveDir === core ? overlay : resolveDir;
        const file = resolve(folder, path).replace(/\.js$/, '');
        if (file === join(overlay, 'glue')) return { path: join(core, 'glue.js') };
        const found = [`${file}.${platform}.ts`, `${file}.ts`].find((name) => existsSync(name));
        return found && { path: found };
      });
      onLoad({ filter: /\/glue\.js$/ }, ({ path }) => ({
        contents: patchGlue(readFileSync(path, 'utf8'), gluePatches[platform]),
        resolveDir: core,
      }));
    },
  };
}

/** A module of something else must not stay in the glue: the next call of `init` may bring the right one. */
const refuseForeign = [
  /(?=wasm = instance\.exports;)/,
  "if (!instance.exports.encryptor_encrypt) throw new Error('not the module of tcaptcha-wasm');\n    ",
];

/** Changes to the glue, each with its reason. One that finds nothing to change stops the build. */
const gluePatches = {
  node: [
    // Node.js 8 has no global TextDecoder and TextEncoder; and making them takes a new process a
    // twentieth of its way to the first token.
    [/^/, "import { TextDecoder, TextEncoder } from './glue-text.js';\n"],
    // Node.js 8 does not detach the old buffer when wasm grows its memory: the view keeps its length,
    // and what is written to it goes nowhere.
    [/(cached\w+Memory0)\.byteLength === 0/, '$1.buffer !== wasm.memory.buffer'],
    refuseForeign,
  ],
  web: [refuseForeign],
};

function patchGlue(text, patches) {
  return patches.reduce((patched, [pattern, replacement]) => {
    if (!pattern.test(patched)) throw new Error(`glue.js has no ${pattern} to patch`);
    return patched.replace(pattern, replacement);
  }, text);
}

/** Leaves imports of the package's other files as they are; `others` has sources and their files. */
export function leaveOtherFiles(others) {
  const files = new Map(Object.entries(others).map(([path, file]) => [join(sources, path), file]));
  return {
    name: 'leave-other-files',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const other = files.get(resolve(resolveDir, path).replace(/\.js$/, '.ts'));
        if (other) return { path: other, external: true };
        const isBeside = /^\.\/(tcaptcha\.wasm|tcaptcha-wasm\.js|package\.json)$/.test(path);
        return isBeside ? { path, external: true } : undefined;
      });
    },
  };
}

/** npm packages whose code is bundled; THIRD-PARTY-NOTICES names them. */
export const BUNDLED_PACKAGES = ['leven'];

/** The package has no dependencies; what esbuild took out of node_modules needs a notice. */
export function refuseForeignCode({ inputs }) {
  const foreign = Object.keys(inputs).filter((path) => {
    const [, name] = /node_modules\/([^/]+)\//.exec(path) ?? [];
    return name !== undefined && !BUNDLED_PACKAGES.includes(name);
  });
  if (foreign.length > 0) throw new Error(`bundled from elsewhere: ${foreign.join(', ')}`);
}
