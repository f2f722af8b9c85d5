// The types of the JavaScript examples: a wrong option, platform or client of a store is an error. The
// TypeScript example is compiled where it is tested, in tests/miniprogram/cloud.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { examples, linkExample, root } from './lib/install.mjs';

const modules = join(root, 'tests/backends/node_modules');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

const OPTIONS = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  // The examples have no type annotations: parameters may be `any`, and variables of the environment
  // may be missing.
  strict: false,
  target: 'es2022',
  module: 'node16',
  moduleResolution: 'node16',
  skipLibCheck: true,
  typeRoots: [join(modules, '@types')],
  types: ['node'],
};

/** Each file, and how one word of it is made wrong, so that an error is seen. */
const FILES = [
  ['cloudbase-http-function/index.js', '{ proxies }', '{ proxy: proxies }'],
  ['wx-cloud-run/server.js', "'wx-cloud-run'", "'wx-cloudrun'"],
  ['unicloud/cloudfunctions/captcha/index.js', "client: 'unicloud'", "client: 'uni-cloud'"],
  ['unicloud/cloudfunctions/captcha-object/index.obj.js', "'unicloud')", "'uniCloud')"],
];
let errors;

before(() => {
  const folder = linkExample('wx-cloud-run', 'types');
  const files = FILES.flatMap(([path, right, wrong], at) => {
    const text = readFileSync(join(examples, path), 'utf8');
    assert.ok(text.includes(right), `${path}: ${right}`);
    const broken = text.replace(right, wrong);
    writeFileSync(join(folder, `right-${at}.js`), text);
    writeFileSync(join(folder, `wrong-${at}.js`), broken);
    return [`right-${at}.js`, `wrong-${at}.js`];
  });
  const uniCloud = join(modules, '@dcloudio/types/uni-app/cloud.d.ts');
  const project = join(folder, 'tsconfig.json');
  const config = { compilerOptions: OPTIONS, files: [...files, uniCloud] };
  writeFileSync(project, JSON.stringify(config));
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  errors = stdout.split('\n').filter((line) => line.includes('error TS'));
});

for (const [at, [path]] of FILES.entries()) {
  test(`${path} fits the types of the package and of its platform`, () => {
    const of = (kind) => errors.filter((line) => line.includes(`${kind}-${at}.js`));
    assert.deepEqual(of('right'), []);
    assert.match(of('wrong').join('\n'), /error TS2\d+/);
  });
}

test('nothing else fails to compile', () => {
  assert.deepEqual(
    errors.filter((line) => !/(right|wrong)-\d\.js/.test(line)),
    [],
  );
});
