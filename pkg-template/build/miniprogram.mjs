// The package's `miniprogram` folder: esbuild joins the sources to one file, and TypeScript lowers it
// to ES5, which esbuild cannot.
//
// The developer tools' npm build copies this folder to `miniprogram_npm/tcaptcha-wasm/`, so that
// index.js is what `require('tcaptcha-wasm')` finds there; miniprogram.js is for
// `require('tcaptcha-wasm/miniprogram')`, the name that works everywhere else.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import ts from 'typescript';
import { template } from './entries.mjs';
import { report } from './types.mjs';

export function buildMiniProgram(outDir) {
  const tsconfig = join(template, 'tsconfig.miniprogram.json');
  const config = ts.getParsedCommandLineOfConfigFile(
    tsconfig,
    { outDir },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (one) => report([one]) },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const emitted = program.emit(); // the declarations
  report([...config.errors, ...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics]);

  const bundle = buildSync({
    entryPoints: config.fileNames,
    tsconfig,
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
}
