// Builds the package's `miniprogram` folder: node build-miniprogram.mjs OUT_DIR
//
// esbuild joins the sources to one file and TypeScript lowers it to ES5, which esbuild cannot. The
// developer tools' npm build copies this folder to `miniprogram_npm/tcaptcha-wasm/`, so that index.js
// is what `require('tcaptcha-wasm')` finds there; miniprogram.js is for
// `require('tcaptcha-wasm/miniprogram')`, the name that works everywhere else.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import ts from 'typescript';

const outDir = process.argv[2];
if (!outDir) {
  console.error('usage: node build-miniprogram.mjs OUT_DIR');
  process.exit(2);
}

const configPath = fileURLToPath(new URL('tsconfig.miniprogram.json', import.meta.url));
const config = ts.getParsedCommandLineOfConfigFile(
  configPath,
  { outDir },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
);
const program = ts.createProgram(config.fileNames, config.options);
const emitted = program.emit(); // the declarations
const diagnostics = [
  ...config.errors,
  ...ts.getPreEmitDiagnostics(program),
  ...emitted.diagnostics,
];
if (diagnostics.length > 0) fail(...diagnostics);

const bundle = buildSync({
  entryPoints: config.fileNames,
  tsconfig: configPath,
  bundle: true,
  format: 'esm',
  target: 'es2017',
  charset: 'utf8',
  write: false,
});
const { outputText } = ts.transpileModule(bundle.outputFiles[0].text, {
  compilerOptions: config.options,
});
const { code } = transformSync(outputText, { target: 'es5', charset: 'utf8' }); // for its layout
mkdirSync(outDir, { recursive: true });
writeFileSync(join(outDir, 'index.js'), code);
writeFileSync(join(outDir, 'miniprogram.js'), "module.exports = require('./index.js');\n");

function fail(...diagnostics) {
  console.error(
    ts.formatDiagnosticsWithColorAndContext(diagnostics, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => process.cwd(),
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
