import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../../..');
const ts = createRequire(join(repository, 'package.json'))('typescript');
const packageFolder = process.env.TCAPTCHA_PACKAGE;

// beside node_modules, so that the package is found by its name
const app = join(packageFolder, '../../app.ts');
copyFileSync(join(here, 'app.ts'), app);

const RESOLUTIONS = {
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
};

// The lines of app.ts that expect an error hold this test: with no types at all they would have none.
for (const name of Object.keys(RESOLUTIONS)) {
  test(`the types fit those of the base library: ${name}`, () => {
    assert.deepEqual(errorsOf(RESOLUTIONS[name]), []);
  });
}

function errorsOf(resolution) {
  const program = ts.createProgram([app], {
    ...resolution,
    target: ts.ScriptTarget.ES2017,
    lib: ['lib.es2020.d.ts'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['miniprogram-api-typings'],
    typeRoots: [join(repository, 'node_modules')],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
