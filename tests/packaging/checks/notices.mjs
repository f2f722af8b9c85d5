// THIRD-PARTY-NOTICES against what cargo says of the crate's dependencies: another way than the build's.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/npm.mjs';

/** What the text of a licence says; of several to choose from, the first here is taken. */
const TERMS = [
  ['MIT', /Permission is hereby granted/],
  ['BSD', /Copyright[^]*Redistribution and use/],
  ['Apache-2.0', /Apache License/],
];

export function checkNotices({ packageFolder }) {
  const notices = readFileSync(join(packageFolder, 'THIRD-PARTY-NOTICES'), 'utf8');
  const tree = execFileSync(
    'cargo',
    [
      'tree',
      '--locked',
      '--package=tcaptcha',
      '--target=wasm32-unknown-unknown',
      '--edges=normal,no-proc-macro',
      '--prefix=none',
      '--format={p}|{l}',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const crates = [...new Set(tree.trim().split('\n'))]
    .map((line) => /^(\S+) v(\S+).*\|(.*?)(?: \(\*\))?$/.exec(line))
    .filter(([, name]) => name !== 'tcaptcha');
  assert.ok(crates.length > 20, tree);

  // Each section begins with the crates that its text is for.
  const sections = notices.split(/\n-{80}\n\n/).map((section) => {
    const [names, ...text] = section.split('\n\n');
    return { names: names.split('\n'), text: text.join('\n\n') };
  });
  const textsOf = (name) => sections.filter(({ names }) => names.includes(name));
  for (const [, name, version, license] of crates) {
    const own = textsOf(`${name}-${version}`);
    assert.ok(own.length > 0, `${name} ${version} is not named`);
    const text = own.map((section) => section.text).join('\n\n');
    assert.match(text, TERMS.find(([name]) => license.includes(name))[1], `${name}: ${license}`);
  }
  for (const name of ['core', 'alloc', 'std', 'compiler_builtins'])
    assert.ok(textsOf(`${name} of the Rust standard library`).length > 0, `${name} is not named`);

  // esbuild says in a comment where each part of a bundle comes from.
  const bundled = readdirSync(packageFolder)
    .filter((name) => /\.m?js$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(packageFolder, name), 'utf8').matchAll(
        /^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/]+)/gm,
      ),
    ])
    .map(([, name]) => name);
  assert.ok(bundled.includes('leven'), 'the comments of bundled packages were not found');
  for (const name of new Set(bundled))
    assert.match(
      notices,
      new RegExp(`^${name}-\\d+\\.\\d+\\.\\d+\\n\\n.*[^]*?Copyright`, 'm'),
      name,
    );
  return `${crates.length} crates, the standard library and ${new Set(bundled).size} npm package have their notices`;
}
