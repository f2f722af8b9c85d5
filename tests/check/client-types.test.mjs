// The types of the real database clients fit what the stores take.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import ts from 'typescript';
import { packageFolder } from './lib/package.mjs';

test('a client of each kind compiles', () => {
  const program = ts.createProgram(
    [fileURLToPath(new URL('lib/client-types.ts', import.meta.url))],
    {
      noEmit: true,
      strict: true,
      // The declarations of the clients have errors of their own.
      skipLibCheck: true,
      esModuleInterop: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2022,
      types: [],
      paths: { 'tcaptcha-wasm': [join(packageFolder, 'index.d.ts')] },
    },
  );
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${file?.fileName}: ${text}`;
  });
  assert.deepEqual(problems, []);
});
