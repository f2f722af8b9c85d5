import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const first = (paths) => paths.find((path) => path && existsSync(path));

/** A Chromium of this machine; on CI, as root on Debian, it is installed when missing. */
export function findChromium() {
  const paths = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const path = first(paths) ?? (install(['chromium', 'fonts-noto-cjk']) && first(paths));
  return path ? { path } : { reason: 'no Chromium here: install it or set CHROMIUM' };
}

/** Firefox speaks WebDriver BiDi by itself; no driver is needed. */
export function findFirefox() {
  const paths = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
  const path = first(paths) ?? (install(['firefox-esr']) && first(paths));
  return path ? { path } : { reason: 'no Firefox here: install it or set FIREFOX' };
}

function install(packages) {
  const able = process.env.CI === 'true' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!able) return false;
  const run = (...args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log(`apt-get install ${packages.join(' ')}`);
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
  return true;
}
