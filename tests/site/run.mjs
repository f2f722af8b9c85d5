// Builds the documentation site and looks at it: links, pages in Chromium, search.
//
//   node tests/site/run.mjs [--no-build] [--long]
//
// The playground is www/dist: `cargo xtask site` builds both. --no-build takes target/site as it is;
// --long looks at every combination of language, theme and width, where otherwise each pair of them is
// seen once.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { need } from '../support/needs.mjs';
import { installTools, root } from '../support/npm.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
installTools(here);
installTools(join(root, 'tests/browser'));
need('chinese-font'); // without letters nothing has a width

if (process.argv.includes('--long')) process.env.TCAPTCHA_LONG = '1';

const node = (args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;

if (!process.argv.includes('--no-build') && !node(['www/site/build.mjs'])) process.exit(1);

const hasChromium = need('chromium') !== undefined;
const files = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs') && (hasChromium || name === 'links.test.mjs'))
  .map((name) => join(here, name));
// One browser at a time: two processors have enough to do with one.
const options = ['--test', '--test-reporter=spec', '--test-concurrency=1'];
process.exitCode = node([...options, ...files]) ? 0 : 1;
