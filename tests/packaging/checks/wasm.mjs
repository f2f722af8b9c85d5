// tcaptcha.wasm is plain WebAssembly 1.0 and asks for nothing but its own glue.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { toolsFolder } from './tools.mjs';

// Everything that came after WebAssembly 1.0 and that the tool can turn off.
const FLAGS = [
  'mutable-globals',
  'saturating-float-to-int',
  'sign-extension',
  'simd',
  'multi-value',
  'bulk-memory',
  'reference-types',
].map((feature) => `--disable-${feature}`);

// (module (func (param i32) (result i32) local.get 0 i32.extend8_s)): sign extension came later.
const NOT_1_0 = Buffer.from(
  '0061736d0100000001060160017f017f030201000a0701050020' + '00c00b',
  'hex',
);

export function checkWasm({ packageFolder }) {
  const path = join(packageFolder, 'tcaptcha.wasm');
  const verdict = validate(path);
  assert.equal(verdict.status, 0, `wasm-validate: ${verdict.stderr}`);
  assert.equal(
    refusesNewer(),
    true,
    'wasm-validate takes sign extension: the check would not see anything',
  );

  const module = new WebAssembly.Module(readFileSync(path));
  const imports = WebAssembly.Module.imports(module);
  const modules = [...new Set(imports.map((one) => one.module))];
  for (const one of imports) {
    assert.equal(one.kind, 'function', `imports the ${one.kind} ${one.module}.${one.name}`);
    assert.match(one.module, /^\.\//, `imports from ${one.module}, which is not its own glue`);
  }
  const carried = createRequire(path)('./tcaptcha-wasm.js');
  assert.ok(
    inflateRawSync(Buffer.from(carried, 'base64')).equals(readFileSync(path)),
    'tcaptcha-wasm.js carries another wasm than tcaptcha.wasm',
  );
  assert.deepEqual(loadedFor(join(packageFolder, 'index.js')), ['index.js']);
  return `valid without ${FLAGS.length} later features; ${imports.length} functions imported from ${modules.join(', ')}`;
}

/** The package's files that a process requires for its first token: not the carrier, which bundlers need. */
function loadedFor(entry) {
  const program = `
    require(${JSON.stringify(entry)}).encryptAid({ captchaAppId: 1, appSecretKey: 'key' });
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  return JSON.parse(output).map((path) => basename(path));
}

function validate(path) {
  const tool = join(toolsFolder, 'node_modules/wabt/bin/wasm-validate');
  return spawnSync(process.execPath, [tool, ...FLAGS, path], { encoding: 'utf8' });
}

function refusesNewer() {
  const folder = mkdtempSync(join(tmpdir(), 'tcaptcha-'));
  try {
    const path = join(folder, 'newer.wasm');
    writeFileSync(path, NOT_1_0);
    assert.ok(WebAssembly.validate(NOT_1_0), 'the counter-example must be valid today');
    return validate(path).status !== 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
