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
  /(?=wasm = instance\.exports;)/g,
  "if (!instance.exports.encryptor_encrypt) throw new Error('not the module of tcaptcha-wasm');\n    ",
];

/** A bundle is one scope: `encryptAid` of the wasm must leave that name to the package's own. */
const renameFunctions = [/^export function (\w+)/gm, 'export { wasm_$1 as $1 };\nfunction wasm_$1'];

/**
 * Texts cross by way of a Buffer. Node.js 8 has no global TextDecoder and TextEncoder, and where there are
 * such, making them takes a new process a twentieth of its way to the first token.
 */
const textByBuffer = [
  [/new Uint8Array\(wasm\.memory\.buffer\)/, 'Buffer.from(wasm.memory.buffer)'],
  [
    /decodeText\(getUint8ArrayMemory0\(\)\.subarray\((ptr, ptr \+ len)\)\)/,
    "getUint8ArrayMemory0().toString('utf8', $1)",
  ],
  [
    /^function passStringToWasm0\([^]*?^}\n/m,
    `function passStringToWasm0(arg, malloc) {
    const len = Buffer.byteLength(arg);
    const ptr = malloc(len, 1) >>> 0;
    getUint8ArrayMemory0().write(arg, ptr, len);
    WASM_VECTOR_LEN = len;
    return ptr;
}
`,
  ],
  [/^let cachedTextDecoder = [^]*?^}\n/m, ''],
  [/^const cachedTextEncoder = [^]*?^}\n/m, ''],
];

/**
 * When a view must be made anew: the memory has grown, and its old buffer is empty. Node.js 8 leaves that
 * its length, and what is written to it goes nowhere. Only there the memory is asked, which takes a call out
 * of JavaScript.
 */
const isStale = (condition, isEmpty) => [
  condition,
  `${isEmpty} || (keepsOldBuffers && $1.buffer !== wasm.memory.buffer)`,
];

/** Changes to the glue, each with its reason. One that finds nothing to change stops the build. */
const gluePatches = {
  node: [
    ...textByBuffer,
    isStale(/(cachedUint8ArrayMemory0)\.byteLength === 0/, '$1.byteLength === 0'),
    isStale(
      /(cachedDataViewMemory0)\.buffer\.detached === true \|\| \(.*?\)/,
      '$1.buffer.byteLength === 0',
    ),
    [/^/, "import { keepsOldBuffers } from './bytes.js';\n"],
    renameFunctions,
    refuseForeign,
  ],
  web: [renameFunctions, refuseForeign],
};

function patchGlue(text, patches) {
  return patches.reduce((patched, [pattern, replacement]) => {
    if (patched.search(pattern) < 0) throw new Error(`glue.js has no ${pattern} to patch`);
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

/** Where index.js keeps what its neighbours share with it: see src/internal.ts. */
const INTERNAL = "require('./index.js')[Symbol.for('tcaptcha-wasm.internal')]";

/** Takes modules of index.js from there, for other files: a copy would have a state of its own. */
export function takeFromIndex(modules, from = INTERNAL) {
  const paths = Object.keys(modules).map((path) => join(sources, path));
  return {
    name: 'take-from-index',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, namespace }) => {
        if (namespace === 'index') return { path, external: true };
        const at = paths.indexOf(resolve(resolveDir, path));
        return at < 0 ? undefined : { path: Object.keys(modules)[at], namespace: 'index' };
      });
      onLoad({ filter: /^/, namespace: 'index' }, ({ path }) => ({
        contents: `export const { ${modules[path].join(', ')} } = ${from};`,
      }));
    },
  };
}

/** The folders of npm packages that esbuild took code from; THIRD-PARTY-NOTICES has their licences. */
export function packagesIn({ inputs }) {
  const paths = Object.keys(inputs).map(
    (path) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0],
  );
  return paths.filter(Boolean);
}
