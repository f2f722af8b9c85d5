// The lists of codes are Rust's: the TypeScript unions must be the same, as the compiler sees them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageFolder, root } from './package.mjs';

const ts = createRequire(join(root, 'package.json'))('typescript');

/** The members of a union of strings that an entry point exports as a type. */
function unionOf(entry, name) {
  const file = join(packageFolder, entry);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(
    checker.getSymbolAtLocation(program.getSourceFile(file)),
  );
  let symbol = exported.find((one) => one.name === name);
  assert.ok(symbol, `${entry} does not export the type ${name}`);
  if (symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  assert.ok(type.isUnion(), `${name} is not a union`);
  return type.types.map((member) => member.value).sort();
}

const rust = (path) => readFileSync(join(root, path), 'utf8');

const rustErrorCodes = [...rust('src/error.rs').matchAll(/^ {4}[A-Z]\w+ => "(\w+)",$/gm)]
  .map((match) => match[1])
  .sort();

const rustMistakes = [...rust('src/aid/mistakes.rs').matchAll(/^ {4}[A-Z]\w+ => "(\w+)",$/gm)]
  .map((match) => match[1])
  .sort();

test('the Rust list was found', () => {
  assert.ok(rustMistakes.length >= 16, rustMistakes.join());
  assert.ok(rustErrorCodes.length >= 10, rustErrorCodes.join());
  assert.ok(
    rustErrorCodes.every((code) => /^ERR_CAPTCHA_[A-Z_]+$/.test(code)),
    rustErrorCodes.join(),
  );
  assert.equal(rustErrorCodes.length, rust('src/error.rs').match(/"ERR_CAPTCHA_\w+",/g).length);
});

for (const entry of ['index.d.ts', 'web.d.mts']) {
  test(`CaptchaErrorCode of ${entry} is the Rust list`, () => {
    assert.deepEqual(unionOf(entry, 'CaptchaErrorCode'), rustErrorCodes);
  });

  test(`AidProblemCode of ${entry} is the Rust list`, () => {
    const body = /pub enum AidProblemCode \{(.*?)\n\}/s.exec(rust('src/aid/problem.rs'))[1];
    const variants = [...body.matchAll(/^ {4}([A-Z]\w+),$/gm)].map((match) => match[1]);
    const snake = variants.map((name) => name.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase());
    assert.deepEqual(unionOf(entry, 'AidProblemCode'), snake.sort());
  });

  test(`AidMistake of ${entry} is the Rust list`, () => {
    assert.deepEqual(unionOf(entry, 'AidMistake'), rustMistakes);
  });
}
