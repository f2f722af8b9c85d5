import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../../', import.meta.url));
export const www = join(repository, 'www');
export const here = fileURLToPath(new URL('../', import.meta.url));
export const screenshots = join(repository, 'target', 'screenshots');

const windows = process.platform === 'win32';

/** `npm ci` in the page's and the tests' folders, when their lock files have changed. */
export function installTools() {
  for (const folder of [www, here]) {
    const lock = readFileSync(join(folder, 'package-lock.json'));
    const stamp = join(folder, 'node_modules', '.installed-from');
    const wanted = createHash('sha256').update(lock).digest('hex');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
    console.log(`npm ci in ${folder}`);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: windows,
    });
    writeFileSync(stamp, wanted);
  }
}

/** Type check and build. */
export function buildPage() {
  const start = Date.now();
  execFileSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
    cwd: www,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  console.log(`built www/dist in ${Date.now() - start} ms`);
}
