// The crate's reference: rustdoc finds nothing to complain of, and everything public has an example.
// That the examples run is held by `cargo test`, which runs all of them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { root } from '../support/npm.mjs';

const folder = join(root, 'target/doc/tcaptcha');
const page = (name) => fromHtml(readFileSync(join(folder, name), 'utf8'));
let names;

before(() => {
  const done = spawnSync('cargo', ['doc', '--no-deps', '--locked', '--package', 'tcaptcha', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, RUSTDOCFLAGS: '-D warnings' },
  });
  assert.equal(done.status, 0, done.stderr);
  names = selectAll('ul.all-items a', page('all.html')).map((link) => link.properties.href);
});

test('every public item of the crate has an example that uses it', () => {
  assert.ok(names.length > 30, `only ${names.length} items`);
  const without = names.filter((name) => {
    const item = /\.(\w+)\.html$/.exec(name)[1];
    return !exampleOn(page(name)).includes(item);
  });
  assert.deepEqual(without, []);
});

test('every public method and constant of a type is used in the type’s example', () => {
  let count = 0;
  const without = names.flatMap((name) => {
    const tree = page(name);
    const example = exampleOn(tree);
    const members = selectAll('#implementations-list .code-header > .fn, #implementations-list .code-header > .constant', tree).map(toText);
    count += members.length;
    return members.filter((member) => !new RegExp(`\\b${member}\\b`).test(example)).map((member) => `${name}: ${member}`);
  });
  assert.ok(count > 30, `only ${count} methods`);
  assert.deepEqual(without, []);
});

test('every module of the crate begins with an example', () => {
  for (const name of ['index.html', 'tc3/index.html', 'verify/index.html']) assert.notEqual(exampleOn(page(name)), '', name);
});

test('no example is left unrun', () => {
  const done = spawnSync('git', ['grep', '-nE', '^ *//[/!] ```(rust,)?(ignore|no_run|compile_fail|should_panic)', '--', 'src'], { cwd: root, encoding: 'utf8' });
  assert.equal(done.stdout, '');
});

/** The Rust code in the description at the top of a page. */
function exampleOn(tree) {
  const examples = selectAll('.top-doc pre.rust-example-rendered', tree);
  return examples.map(toText).join('\n');
}
