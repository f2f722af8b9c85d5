// pkg-template/ and the glue to the npm package: bundles, types, package.json.
// Called by `cargo xtask build`, which makes the glue and knows the version.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import ts from 'typescript';

const { values } = parseArgs({
  options: { glue: { type: 'string' }, version: { type: 'string' }, out: { type: 'string' } },
});
const template = import.meta.dirname;
const glue = resolve(values.glue);
const out = resolve(values.out);
const source = (name) => join(template, 'src', name);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** Points imports that have one implementation for Node.js and one for the web to the right one. */
function platform(name) {
  const files = {
    glue: join(glue, 'glue.js'),
    platform: source(`core/platform.${name}.ts`),
    default: source(`transport/default.${name}.ts`),
  };
  return {
    name: 'platform',
    setup({ onResolve }) {
      onResolve({ filter: /\/(glue|platform|default)\.js$/ }, ({ path }) => ({
        path: files[basename(path, '.js')],
      }));
      onResolve({ filter: /^\.\/tcaptcha\.wasm$/ }, () =>
        name === 'web'
          ? { path: './tcaptcha.wasm', external: true }
          : { path: join(glue, 'tcaptcha.wasm') },
      );
    },
  };
}

/**
 * Changes to what wasm-bindgen generates, each with its reason. A pattern that is not found any more
 * stops the build.
 */
const gluePatches = [
  // Node.js 8 does not detach the old buffer when wasm code grows its memory: the view stays as it
  // was, and reads and writes go nowhere.
  [/(cached\w+Memory0)\.byteLength === 0/g, '$1.buffer !== wasm.memory.buffer'],
  // Making tokens decodes no text: a decoder is made when one is needed, not in every new process.
  [
    /let cachedTextDecoder = new TextDecoder\(.*\);\ncachedTextDecoder\.decode\(\);/,
    'let cachedTextDecoder;',
  ],
  [
    /return (?=cachedTextDecoder\.decode\(bytes\);)/,
    "cachedTextDecoder = cachedTextDecoder || new TextDecoder('utf-8', { ignoreBOM: true });\n    return ",
  ],
  // A module of something else must not stay: the next call may bring the right one.
  [
    /(?=wasm = instance\.exports;)/g,
    "if (!instance.exports.exchangePlace) throw new Error('not the module of tcaptcha-wasm');\n    ",
  ],
];

const patchGlue = {
  name: 'patch-glue',
  setup({ onLoad }) {
    onLoad({ filter: /glue\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [pattern, replacement] of gluePatches) {
        if (!contents.match(pattern)) throw new Error(`${path} has no ${pattern} to patch`);
        contents = contents.replace(pattern, replacement);
      }
      return { contents };
    });
  },
};

/**
 * The wasm as text of one character a byte, as Emscripten's SINGLE_FILE has it: unlike Base64 it keeps
 * what repeats where a compressor sees it, and takes seven eighths of the room.
 */
const wasmAsText = {
  name: 'wasm-as-text',
  setup({ onLoad, onEnd }) {
    const place = '"the wasm goes here"';
    let literal;
    onLoad({ filter: /\.wasm$/ }, ({ path }) => {
      literal = stringLiteral(readFileSync(path, 'latin1'));
      return { contents: `export default ${hasSourceMaps ? literal : place}` };
    });
    // Put in afterwards, because esbuild escapes most control characters, each to four; but with it,
    // what is behind the literal is no longer where a source map says.
    onEnd(() => {
      const file = join(out, 'index.js');
      const [before, behind] = readFileSync(file, 'utf8').split(place);
      if (behind) writeFileSync(file, before + literal + behind);
      else if (!hasSourceMaps) throw new Error(`${file} has no place for the wasm`);
    });
  },
};

/** A string literal with what JavaScript wants escaped, and NUL, which editors take ill. */
function stringLiteral(text) {
  const escapes = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
  const escape = (character, at) =>
    character === '\0' && /\d/.test(text[at + 1]) ? '\\x00' : escapes[character];
  return `"${text.replace(/[\0\n\r"\\]/g, escape)}"`;
}

/** Only in a copy whose coverage is measured: what is published has none. */
const hasSourceMaps = Boolean(process.env.TCAPTCHA_SOURCE_MAPS);

const common = {
  bundle: true,
  outdir: out,
  charset: 'utf8',
  legalComments: 'none',
  minify: true,
  logLevel: 'warning',
  sourcemap: hasSourceMaps ? 'inline' : false,
};
const node = {
  ...common,
  format: 'cjs',
  platform: 'node',
  target: 'node8.9',
  inject: [source('core/platform.node.ts')],
  logOverride: { 'commonjs-variable-in-esm': 'silent' },
};

await build({
  ...node,
  entryPoints: { index: source('server.ts') },
  plugins: [platform('node'), patchGlue, wasmAsText],
});

// The other entries for Node.js share the instance that index.js holds.
writeFileSync(
  join(out, 'testing.js'),
  `'use strict';
const { encryptAidWithIv } = require('./index.js')[Symbol.for('tcaptcha-wasm.internal')];
module.exports = { encryptAidWithIv };
`,
);

const beside = {
  name: 'beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/index\.js$/ }, () => ({ path: './index.js', external: true }));
  },
};
await build({
  ...node,
  inject: [],
  entryPoints: { simulator: source('simulator/simulator.ts') },
  plugins: [beside],
});

// The command. It requires index.js and simulator.js when it needs them.
const besideCli = {
  name: 'beside-cli',
  setup({ onResolve }) {
    onResolve({ filter: /\/(index|simulator)\.js$/ }, ({ path }) => ({
      path: path.replace(/^.*\//, './'),
      external: true,
    }));
    onResolve({ filter: /package\.json$/ }, ({ path }) => ({ path, external: true }));
  },
};
await build({
  ...node,
  inject: [],
  banner: { js: '#!/usr/bin/env node' },
  entryPoints: { cli: source('cli/cli.ts') },
  plugins: [besideCli],
});
chmodSync(join(out, 'cli.js'), 0o755);

await build({
  ...common,
  format: 'esm',
  platform: 'browser',
  target: 'es2020',
  splitting: true,
  chunkNames: 'web-core',
  outExtension: { '.js': '.mjs' },
  entryPoints: {
    web: source('web.ts'),
    'testing-web': source('testing.ts'),
  },
  plugins: [platform('web'), patchGlue],
});
const besides = {
  name: 'besides',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/web\.js$/ }, () => ({ path: './web.mjs', external: true }));
    onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true }));
  },
};
await build({
  ...common,
  format: 'esm',
  target: 'es2020',
  outExtension: { '.js': '.mjs' },
  entryPoints: { workerd: source('workerd.ts') },
  plugins: [besides],
});
await build({
  ...common,
  format: 'esm',
  target: 'es2017',
  entryPoints: { browser: source('browser.ts') },
});

/** An ESM face: the same functions of the same instance, by name, so that no analysis is needed. */
function writeFace(name, names) {
  const lines = names.map((exported) => `export const ${exported} = cjs.${exported};`);
  writeFileSync(
    join(out, `${name}.mjs`),
    [`import cjs from './${name}.js';`, ...lines, ''].join('\n'),
  );
}
const require = createRequire(join(out, 'package.json'));
for (const name of ['index', 'testing', 'simulator'])
  writeFace(name, Object.keys(require(`./${name}.js`)));

writeTypes();
execFileSync(
  process.execPath,
  [join(template, 'build-miniprogram.mjs'), join(out, 'miniprogram')],
  { stdio: 'inherit' },
);

cpSync(join(glue, 'tcaptcha.wasm'), join(out, 'tcaptcha.wasm'));
cpSync(join(template, 'README.md'), join(out, 'README.md'));
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE'])
  cpSync(join(template, '..', file), join(out, file));
const manifest = JSON.parse(readFileSync(join(template, 'package.json'), 'utf8'));
const { name, ...rest } = manifest;
writeFileSync(
  join(out, 'package.json'),
  `${JSON.stringify({ name, version: values.version, ...rest }, null, 2)}\n`,
);

// The tarball carries modes: they must not be those of the builder's umask.
for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
  const isOpen = entry.isDirectory() || entry.name === 'cli.js';
  chmodSync(join(entry.parentPath ?? entry.path, entry.name), isOpen ? 0o755 : 0o644);
}

for (const file of ['tcaptcha.wasm', 'index.js', 'web-core.mjs']) {
  const bytes = readFileSync(join(out, file));
  const kilobytes = (size) => `${(size / 1024).toFixed(1)} KB`;
  console.log(
    `  ${file}: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} gzipped`,
  );
}

/** Checks the sources, and writes the declarations that the entries need, as CommonJS and as ESM. */
function writeTypes() {
  const config = ts.readConfigFile(join(template, 'tsconfig.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, template);
  const program = ts.createProgram(parsed.fileNames, {
    ...parsed.options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: join(template, 'src'),
    outDir: join(template, 'src'),
  });
  const texts = new Map();
  const { diagnostics } = program.emit(undefined, (file, text) => {
    texts.set(relative(join(template, 'src'), file).replace(/\.d\.ts$/, ''), text);
  });
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (all.length > 0) {
    const host = {
      getCurrentDirectory: () => template,
      getCanonicalFileName: (f) => f,
      getNewLine: () => '\n',
    };
    console.error(ts.formatDiagnosticsWithColorAndContext(all, host));
    process.exit(1);
  }

  const imports = /(?<=(?:from|import\()\s*['"])(\.{1,2}\/[^'"]+)\.js(?=['"])/g;
  const written = new Set();
  const write = (name) => {
    if (written.has(name)) return;
    written.add(name);
    const text = texts.get(name);
    const file = join(out, 'types', name);
    mkdirSync(dirname(file), { recursive: true });
    // One copy for both faces: they are one instance, so that its types are the same types too.
    writeFileSync(`${file}.d.ts`, text);
    for (const [, path] of text.matchAll(imports)) write(join(dirname(name), path));
  };
  for (const [name, path] of [
    ['index', 'index'],
    ['testing', 'testing'],
    ['simulator', 'simulator/simulator'],
  ]) {
    write(path);
    writeFileSync(join(out, `${name}.d.ts`), `export * from './types/${path}.js';\n`);
    writeFileSync(join(out, `${name}.d.mts`), `export * from './types/${path}.js';\n`);
  }
  write('web');
  writeFileSync(
    join(out, 'web.d.mts'),
    "export * from './types/web.js';\nexport { init as default } from './types/web.js';\n",
  );
}
