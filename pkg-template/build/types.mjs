// Checks the sources, and writes the declarations that the entries need.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { NODE_ENTRIES, sources, template } from './entries.mjs';

/**
 * One copy of each declaration, in types/, for CommonJS and ESM alike: they are one instance, so that
 * its types are the same types too. Beside the entries lie files that point there.
 */
export function writeTypes(out) {
  const texts = declarations();
  const written = new Set();
  const write = (name) => {
    if (written.has(name)) return;
    written.add(name);
    const text = texts.get(name);
    if (text === undefined) throw new Error(`a public type is declared in ${name}, not in src/`);
    writeText(join(out, 'types', `${name}.d.ts`), text);
    for (const [, path] of text.matchAll(IMPORTS)) write(join(dirname(name), path));
  };
  const point = (name, path, extensions, more = '') => {
    write(path);
    for (const extension of extensions)
      writeText(join(out, name + extension), `export * from './types/${path}.js';\n${more}`);
  };
  // TypeScript's node10 resolution reads no `exports`: it looks for name.d.ts, also for an ES module.
  for (const [name, path] of Object.entries(NODE_ENTRIES))
    point(name, path.replace(/\.ts$/, ''), ['.d.ts', '.d.mts']);
  const initIsDefault = "export { init as default } from './types/web.js';\n";
  point('web', 'web', ['.d.ts', '.d.mts'], initIsDefault);
}

const IMPORTS = /(?<=(?:from|import\()\s*['"])(\.{1,2}\/[^'"]+)\.js(?=['"])/g;

/** Each source's declarations, by its path in src/ without extension. */
function declarations() {
  const configPath = join(template, 'tsconfig.json');
  const config = ts.getParsedCommandLineOfConfigFile(
    configPath,
    { noEmit: false, declaration: true, emitDeclarationOnly: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (one) => report([one]) },
  );
  const program = ts.createProgram(config.fileNames, config.options);
  const texts = new Map();
  const { diagnostics } = program.emit(
    undefined,
    (_file, text, _bom, _onError, [{ fileName }]) => {
      texts.set(relative(sources, fileName).replace(/\.ts$/, ''), text);
    },
    undefined,
    true,
    { afterDeclarations: [splitTypeModifiers] },
  );
  report([...config.errors, ...ts.getPreEmitDiagnostics(program), ...diagnostics]);
  return texts;
}

/**
 * `import { type A, b }` as two statements: TypeScript knows the modifier on one name since 4.5, on a
 * whole statement since 3.8.
 */
const splitTypeModifiers = (context) => (file) => {
  const { factory } = context;
  const split = (statement, clause, named, update) => {
    const types = named.elements.filter((one) => one.isTypeOnly);
    if (clause.isTypeOnly || types.length === 0) return statement;
    const values = named.elements.filter((one) => !one.isTypeOnly);
    const plain = types.map((one) => update.element(one));
    return [
      update.statement(statement, true, plain),
      ...(values.length > 0 ? [update.statement(statement, false, values)] : []),
    ];
  };
  const imports = {
    element: (one) => factory.updateImportSpecifier(one, false, one.propertyName, one.name),
    statement: (one, isTypeOnly, elements) =>
      factory.createImportDeclaration(
        one.modifiers,
        factory.createImportClause(
          isTypeOnly,
          isTypeOnly ? undefined : one.importClause.name,
          factory.createNamedImports(elements),
        ),
        one.moduleSpecifier,
        one.attributes,
      ),
  };
  const exports = {
    element: (one) => factory.updateExportSpecifier(one, false, one.propertyName, one.name),
    statement: (one, isTypeOnly, elements) =>
      factory.createExportDeclaration(
        one.modifiers,
        isTypeOnly,
        factory.createNamedExports(elements),
        one.moduleSpecifier,
        one.attributes,
      ),
  };
  const visit = (one) => {
    const bindings = one.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings))
      return split(one, one.importClause, bindings, imports);
    if (one.exportClause && ts.isNamedExports(one.exportClause))
      return split(one, one, one.exportClause, exports);
    return one;
  };
  return factory.updateSourceFile(file, file.statements.flatMap(visit));
};

function writeText(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Prints what the compiler found and ends the build, if it found anything. */
export function report(diagnostics) {
  if (diagnostics.length === 0) return;
  const host = {
    getCurrentDirectory: () => process.cwd(),
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  console.error(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  process.exit(1);
}
