// Parts of index.js that most processes do not use, each in a file of its own: it is read and compiled with
// the first call of one of its functions. A part does not require index.js, because bundlers warn of
// circles: it is a function of what the two share.

import { join, resolve } from 'node:path';
import { sources } from './entries.mjs';

/** The file's name; its functions, by the modules that they are in; and what it is given of index.js. */
export const PARTS = {
  'shared-stores': {
    functions: {
      'stores/redis.js': ['redisStore'],
      'stores/cloud-database.js': ['cloudDatabaseStore', 'removeExpiredClaims'],
    },
    shared: {
      'core/errors.js': ['CaptchaError', 'isCaptchaError'],
      'core/options.js': ['readOptions'],
      'core/own.js': ['readProperty'],
      'core/random.js': ['fillRandom'],
      'stores/methods.js': ['methodOf'],
    },
  },
  proxy: {
    functions: { 'transport/proxy.js': ['openTunnel', 'proxyFor'] },
    shared: {
      'core/builtin.js': ['builtin'],
      'core/own.js': ['ownProperty'],
      'transport/node-options.js': ['requestOptions'],
      'transport/transport.js': ['TransportError'],
    },
  },
  'fetch-transport': {
    functions: { 'transport/fetch.js': ['fetchTransport'] },
    shared: {
      'core/own.js': ['readProperty', 'sealedOptions'],
      'transport/slots.js': ['createSlots'],
      'transport/transport.js': ['MAX_RESPONSE_BYTES', 'TransportError'],
    },
  },
  'closest-name': {
    functions: { 'core/closest-name.js': ['closestName'] },
    shared: {},
  },
};

/** In the place of a part's modules, puts functions that load the part's file when they are called. */
export function loadWhenCalled() {
  const partOf = new Map(
    Object.entries(PARTS).flatMap(([part, { functions }]) =>
      Object.keys(functions).map((path) => [join(sources, path), part]),
    ),
  );
  return {
    name: 'load-when-called',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind, namespace }) => {
        if (namespace === 'part' && kind === 'require-call') return { path, external: true };
        const part = partOf.get(resolve(resolveDir, path));
        return part && { path: part, namespace: 'part' };
      });
      onLoad({ filter: /^/, namespace: 'part' }, ({ path: part }) => ({
        contents: loadingFunctions(`./${part}.js`, PARTS[part]),
        resolveDir: sources,
      }));
    },
  };
}

/** The `require` is written out, and not within a `try`: else bundlers do not carry the file along. */
function loadingFunctions(file, { functions, shared }) {
  const names = Object.values(functions).flat();
  return `import { partLoader } from './core/part.js';
${importsOf(shared)}
const part = partLoader('${file}', () => require('${file}'), { ${Object.values(shared).flat()} });
${names.map((name) => `export function ${name}(...args) { return part().${name}(...args); }`).join('\n')}`;
}

/** What esbuild makes a part's file of. */
export function partFile({ functions }) {
  const names = Object.values(functions).flat();
  return {
    contents: `${importsOf(functions)}\npart = { ${names} };\n`,
    banner: { js: "'use strict';\nmodule.exports = (shared) => {\nlet part;" },
    footer: { js: 'return part;\n};' },
  };
}

function importsOf(modules) {
  const imports = Object.entries(modules).map(
    ([path, names]) => `import { ${names} } from './${path}';`,
  );
  return imports.join('\n');
}
