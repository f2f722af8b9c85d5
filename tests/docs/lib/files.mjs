import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/npm.mjs';

export const REPOSITORY = 'https://github.com/tcaptcha-wasm/tcaptcha-wasm';

/** The pages that exist in both languages. */
export const PAIRS = [
  ['README.md', 'README.zh-CN.md'],
  ['docs/errors.md', 'docs/errors.zh-CN.md'],
  ['docs/client.md', 'docs/client.zh-CN.md'],
  ['docs/operations.md', 'docs/operations.zh-CN.md'],
  ['docs/prometheus.md', 'docs/prometheus.zh-CN.md'],
  ['docs/opentelemetry.md', 'docs/opentelemetry.zh-CN.md'],
  ['docs/frameworks.md', 'docs/frameworks.zh-CN.md'],
];

export const path = (name) => join(root, name);

/** Every page of the repository. */
export function pages() {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.trim().split('\n').filter((name) => existsSync(path(name)));
}
