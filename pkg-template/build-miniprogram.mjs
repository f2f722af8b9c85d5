// Builds the package's `miniprogram` folder: node build-miniprogram.mjs OUT_DIR
//
// By tsc, because esbuild cannot lower to ES5. The developer tools' npm build copies this folder to
// `miniprogram_npm/tcaptcha-wasm/`, so that index.js is what `require('tcaptcha-wasm')` finds there;
// miniprogram.js is for `require('tcaptcha-wasm/miniprogram')`, the name that works everywhere else.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
const emitted = program.emit();
const diagnostics = [
  ...config.errors,
  ...ts.getPreEmitDiagnostics(program),
  ...emitted.diagnostics,
];
if (diagnostics.length > 0) fail(...diagnostics);

mkdirSync(outDir, { recursive: true });
renameSync(join(outDir, 'miniprogram.js'), join(outDir, 'index.js'));
renameSync(join(outDir, 'miniprogram.d.ts'), join(outDir, 'index.d.ts'));
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
