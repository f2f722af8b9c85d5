// THIRD-PARTY-NOTICES against what cargo says of the crate's dependencies: another way than the build's.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

  const sections = notices.split(/\n-{80}\n\n/).map(readSection);
  const sectionsOf = (name) => sections.filter(({ crates }) => name in crates);
  const folders = cratesFolders();
  for (const [, name, version, license] of crates) {
    const own = sectionsOf(`${name}-${version}`);
    assert.ok(own.length > 0, `${name} ${version} is not named`);
    const text = own.map((section) => section.text).join('\n\n');
    assert.match(text, TERMS.find(([name]) => license.includes(name))[1], `${name}: ${license}`);
    checkTexts(`${name}-${version}`, own, folders.get(`${name} ${version}`));
  }
  for (const name of ['core', 'alloc', 'std', 'compiler_builtins'])
    assert.ok(
      sectionsOf(`${name} of the Rust standard library`).length > 0,
      `${name} is not named`,
    );

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

/** A section begins with the crates that its terms are for, each with its copyright lines, indented. */
function readSection(section) {
  const [head, ...text] = section.split('\n\n');
  const crates = Object.create(null);
  let last;
  for (const line of head.split('\n')) {
    if (line.startsWith('    ')) crates[last].push(line.trim());
    else crates[(last = line)] = [];
  }
  return { crates, text: text.join('\n\n') };
}

/** One licence file of the crate is there whole: its copyright lines at its name, its terms word by word. */
function checkTexts(name, sections, folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying)/i.test(file));
  assert.ok(files.length > 0, `${name}: no licence file in ${folder}`);
  const isThere = (file) => {
    const [copyright, terms] = splitLicense(readFileSync(join(folder, file), 'utf8'));
    return sections.some(
      ({ crates, text }) =>
        words(text).includes(words(terms)) &&
        copyright.every((line) => crates[name].includes(line) || text.includes(line)),
    );
  };
  assert.ok(files.some(isThere), `${name}: ${files.join(', ')}`);
}

/** The copyright lines that stand before the terms, and the terms. */
function splitLicense(text) {
  const start = text.search(/Permission is hereby|Redistribution and use/);
  if (start < 0) return [[], text];
  const head = text.slice(0, start).split(/\r?\n/);
  return [
    head.map((line) => line.trim()).filter((line) => /copyright/i.test(line)),
    text.slice(start),
  ];
}

const words = (text) => text.split(/\s+/).filter(Boolean).join(' ');

/** `name version` to the folder of its sources. */
function cratesFolders() {
  const metadata = execFileSync(
    'cargo',
    ['metadata', '--locked', '--format-version=1', '--filter-platform=wasm32-unknown-unknown'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return new Map(
    JSON.parse(metadata).packages.map(({ name, version, manifest_path }) => [
      `${name} ${version}`,
      dirname(manifest_path),
    ]),
  );
}
