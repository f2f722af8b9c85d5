// The native comparison: criterion, run several times, one bench after the other each time.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../native');

/** Nanoseconds a token, `{name: [one median per round]}`; `null` where it cannot be compiled. */
export function nativeRounds({ rounds, quick }) {
  const compiled = cargo(['bench', '--quiet', '--locked', '--no-run']);
  if (compiled.status !== 0) {
    console.log(
      'skipped: the native comparison needs cargo, pkg-config and the headers of OpenSSL',
    );
    console.log(compiled.stderr.split('\n').slice(-5).join('\n'));
    return null;
  }
  const result = { tcaptcha: [], openssl: [] };
  for (let round = 0; round < rounds; round++) {
    const length = quick ? ['--quick'] : ['--warm-up-time', '1', '--measurement-time', '2'];
    const done = cargo(['bench', '--quiet', '--locked', '--', '--noplot', ...length]);
    if (done.status !== 0) throw new Error(done.stderr);
    for (const name of Object.keys(result)) {
      const path = join(folder, 'target/criterion/encrypt', name, 'new/estimates.json');
      result[name].push(JSON.parse(readFileSync(path, 'utf8')).median.point_estimate);
    }
  }
  return result;
}

function cargo(args) {
  return spawnSync('cargo', args, { cwd: folder, encoding: 'utf8' });
}
