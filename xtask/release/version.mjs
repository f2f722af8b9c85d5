import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What cargo knows of the crate and of everything in its lock file. */
export function cargoMetadata(args = []) {
  const text = execFileSync('cargo', ['metadata', '--format-version=1', '--locked', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(text);
}

/** The version in Cargo.toml, the only place that has it. */
export function crateVersion() {
  return cargoMetadata(['--no-deps']).packages.find(({ name }) => name === 'tcaptcha').version;
}

/** The compiler that builds, as `rustc 1.95.0 (59807616e 2026-04-14)`: another one makes other bytes. */
export function rustcVersion() {
  return execFileSync('rustc', ['--version'], { cwd: root, encoding: 'utf8' }).trim();
}
