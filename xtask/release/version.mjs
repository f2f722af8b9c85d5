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
