// The package's `miniprogram` folder, by tsc, because esbuild cannot lower to ES5.
//
// The developer tools' npm build copies this folder to `miniprogram_npm/tcaptcha-wasm/`, so that
// index.js is what `require('tcaptcha-wasm')` finds there; miniprogram.js is for
// `require('tcaptcha-wasm/miniprogram')`, the name that works everywhere else.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { template } from './entries.mjs';
import { report } from './types.mjs';

export function buildMiniProgram(outDir) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(template, 'tsconfig.miniprogram.json'),
    { outDir },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (one) => report([one]) },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const emitted = program.emit();
  report([...config.errors, ...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics]);

  mkdirSync(outDir, { recursive: true });
  renameSync(join(outDir, 'miniprogram.js'), join(outDir, 'index.js'));
  renameSync(join(outDir, 'miniprogram.d.ts'), join(outDir, 'index.d.ts'));
  writeFileSync(join(outDir, 'miniprogram.js'), "module.exports = require('./index.js');\n");
}
