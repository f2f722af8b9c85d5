// Two clean builds of the committed state, in folders of different names and lengths: the same
// tarball, byte for byte; and nothing in it names a folder of the machine that built it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root } from '../support/npm.mjs';

const base = join(tmpdir(), `tcaptcha-reproducible-${process.pid}`);
const folders = ['a', 'another/folder with a longer name'].map((name) => join(base, name));
const run = (command, args, cwd, env) => {
  const { CARGO_TARGET_DIR: _, ...inherited } = process.env;
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...inherited, ...env } });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')}:\n${done.stdout}${done.stderr}`);
  return done.stdout;
};

// The same commit for both, whatever is committed meanwhile.
const commit = run('git', ['rev-parse', 'HEAD'], root).trim();
console.log(`commit ${commit}, ${run('rustc', ['--version'], root).trim()}`);

try {
  const tarballs = folders.map((folder, at) => {
    mkdirSync(folder, { recursive: true });
    run('git', ['clone', '--quiet', '--local', '--no-checkout', root, folder]);
    run('git', ['checkout', '--quiet', commit], folder);
    // Another time zone and another umask, as on another machine.
    run('sh', ['-c', `umask ${at ? '077' : '022'} && cargo xtask build`], folder, {
      TZ: at ? 'Asia/Shanghai' : 'UTC',
    });
    const npm = join(folder, 'target/npm');
    return readFileSync(
      join(
        npm,
        readdirSync(npm).find((name) => name.endsWith('.tgz')),
      ),
    );
  });
  const hashes = tarballs.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  console.log(`sha256 ${hashes[0]}, ${tarballs[0].length} bytes`);
  const contents = tarballs.map((bytes) => gunzipSync(bytes).toString('latin1'));
  for (const name of [base, homedir(), root, '.cargo/registry', '/rustc/']) {
    assert.ok(!contents[1].includes(name), `the tarball names ${name}`);
  }
  assert.equal(hashes[1], hashes[0], 'the two tarballs differ');
  console.log('two clean builds in different folders: the same tarball');
} finally {
  rmSync(base, { recursive: true, force: true });
}
