// Everything that the tests need and npm ci does not bring: browsers, fonts, servers, commands. Only
// this file knows how each of them is looked for and where it comes from. Each is looked for by itself:
// that one is here says nothing of another.
//
//   node tests/support/needs.mjs                       prints what is here, installs nothing
//   node tests/support/needs.mjs --install [NAME …]    installs what is missing of these, or of all

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installTools, root } from './npm.mjs';
import { skip } from './skip.mjs';

const npmChromium = join(root, 'target/npm-chromium');

/** `look` gives the path and the version, or undefined; `debian` are the packages that have it. */
const NEEDS = {
  chromium: {
    look: () =>
      program([
        process.env.CHROMIUM,
        '/usr/bin/chromium',
        '/usr/bin/chromium-browser',
        '/usr/bin/google-chrome',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        join(npmChromium, 'run'),
      ]),
    debian: ['chromium'],
    otherwise: unpackNpmChromium,
    advice: 'install Chromium or name it in CHROMIUM',
  },
  firefox: {
    look: () => program([process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox']),
    debian: ['firefox-esr'],
    advice: 'install Firefox or name it in FIREFOX',
  },
  'chinese-font': {
    look: () => font(':lang=zh-cn'),
    debian: ['fontconfig', 'fonts-noto-cjk'],
    advice: 'install a Chinese font (fonts-noto-cjk) and fc-list (fontconfig)',
  },
  // Wider than the usual fonts: what fits in it fits in any.
  'wide-font': {
    look: () => font('DejaVu Sans'),
    debian: ['fontconfig', 'fonts-dejavu-core'],
    advice: 'install the font DejaVu Sans (fonts-dejavu-core) and fc-list (fontconfig)',
  },
  'redis-server': { look: () => program(['redis-server']), debian: ['redis-server'] },
  openssl: { look: () => program(['openssl'], ['version']), debian: ['openssl'] },
  python3: {
    look: () => program(['python3'], ['-c', 'import pty, sys; print("Python", sys.version)']),
    debian: ['python3'],
    advice: 'install Python 3 with its module pty',
  },
  // For the Python code of the documentation.
  'python3-cryptography': {
    // Debian's package is for Debian's own Python, which need not be the first in PATH.
    look: () =>
      program(['python3', '/usr/bin/python3'], ['-c', 'import cryptography; print("cryptography", cryptography.__version__)']),
    debian: ['python3', 'python3-cryptography'],
    advice: 'install Python 3 and its package cryptography (pip install cryptography)',
  },
  git: { look: () => program(['git']), debian: ['git'] },
  // libFuzzer is C++.
  'c++': { look: () => program(['c++']), debian: ['g++'] },
};

/** The path of one need, installed if it can be. Where it can't: says so, or throws under CI. */
export function need(name) {
  const found = install([name]).get(name);
  if (!found) skip(`no ${name} here: ${NEEDS[name].advice ?? `install ${NEEDS[name].debian[0]}`}`);
  return found?.path;
}

/** Installs what is missing of these, in one go; what was found of them, with path and version. */
export function install(names) {
  const look = () => new Map(names.map((name) => [name, NEEDS[name].look()]));
  const missing = (found) => names.filter((name) => !found.get(name));
  let found = look();
  if (missing(found).length > 0 && installDebian(missing(found))) found = look();
  for (const name of missing(found)) {
    if (NEEDS[name].otherwise?.()) found.set(name, NEEDS[name].look());
  }
  return found;
}

function program(candidates, args = ['--version']) {
  for (const path of candidates) {
    if (!path) continue;
    const { status, stdout } = spawnSync(path, args, { encoding: 'utf8' });
    if (status === 0) return { path, version: stdout.trim().split('\n')[0] };
  }
  return undefined;
}

/** Fonts that fit a pattern of fontconfig; macOS and Windows bring theirs. */
function font(pattern) {
  if (process.platform !== 'linux') return { path: 'of the system', version: 'of the system' };
  const { status, stdout } = spawnSync('fc-list', [pattern, 'family'], { encoding: 'utf8' });
  const firstName = (family) => family.split(',')[0];
  const families = status === 0 ? [...new Set(stdout.split('\n').map(firstName).filter(Boolean))].sort() : [];
  return families.length > 0
    ? { path: families[0], version: `${families.length} families, such as ${families[0]}` }
    : undefined;
}

/** apt-get, as root or as CI's user who may become root; false where there is neither. */
function installDebian(names) {
  const root = process.getuid?.() === 0;
  const sudo = !root && process.env.CI === 'true' && program(['sudo'], ['-n', 'true']);
  if (!existsSync('/usr/bin/apt-get') || !(root || sudo)) return false;
  const packages = [...new Set(names.flatMap((name) => NEEDS[name].debian))];
  console.log(`apt-get install ${packages.join(' ')}`);
  const apt = (...args) => {
    const words = [...(sudo ? ['sudo', '-n'] : []), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
    const [command, ...rest] = [...words, '-qq', '-o', 'DPkg::Lock::Timeout=600', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  apt('update');
  const get = (...some) => apt('install', '-y', '--no-install-recommends', ...some);
  // One that a distribution lacks does not keep the others away.
  return get(...packages) || packages.map((one) => get(one)).includes(true);
}

/** Chromium as @sparticuz/chromium carries it, with the libraries that it takes: needs no root. */
function unpackNpmChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const folder = join(root, 'tests/browser/npm-chromium');
  installTools(folder);
  rmSync(npmChromium, { recursive: true, force: true });
  mkdirSync(npmChromium, { recursive: true });
  const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
  // It unpacks into TMPDIR, the libraries only where it takes itself to be on Amazon's Lambda.
  const env = { ...process.env, TMPDIR: npmChromium, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  const options = { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] };
  if (spawnSync(process.execPath, ['-e', script], options).status !== 0) return false;
  const command = `LD_LIBRARY_PATH='${npmChromium}/al2023/lib' exec '${npmChromium}/chromium' "$@"`;
  writeFileSync(join(npmChromium, 'run'), `#!/bin/sh\n${command}\n`, { mode: 0o755 });
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [option, ...words] = process.argv.slice(2);
  const names = words.length > 0 ? words : Object.keys(NEEDS);
  const found =
    option === '--install' ? install(names) : new Map(names.map((name) => [name, NEEDS[name].look()]));
  for (const [name, one] of found) console.log(`${name.padEnd(12)}  ${one?.version ?? 'not here'}`);
}
