// What the repository takes from elsewhere. A lock that names a server of the machine that made it works
// there alone.

import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const REGISTRY = 'https://registry.npmjs.org/';

/** Every action of every workflow is pinned by commit: a tag can be moved. */
export function checkActions() {
  const workflows = execFileSync('git', ['ls-files', '.github/workflows'], {
    cwd: root,
    encoding: 'utf8',
  });
  const uses = workflows
    .trim()
    .split('\n')
    .flatMap((name) => readFileSync(join(root, name), 'utf8').match(/^.*\buses:.*$/gm) ?? []);
  assert.ok(uses.length > 0, 'no workflow was read');
  for (const line of uses) assert.match(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  return `${uses.length} actions are pinned by commit`;
}

/** Every package of every lock comes from the registry or lies in the repository. */
export function checkLocks() {
  const locks = execFileSync('git', ['ls-files', '*package-lock.json'], {
    cwd: root,
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  let packages = 0;
  for (const lock of locks) {
    const entries = Object.entries(JSON.parse(readFileSync(join(root, lock), 'utf8')).packages);
    for (const [name, { resolved = REGISTRY, link }] of entries) {
      packages += 1;
      assert.ok(
        link || resolved.startsWith(REGISTRY),
        `${lock}: ${name} would come from ${resolved}`,
      );
    }
  }
  assert.ok(packages > 100, 'the locks were not read');
  return `${packages} packages in ${locks.length} locks come from the registry`;
}
