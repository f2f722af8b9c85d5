// Installs the npm tools of folders from their lock files, unless they are there.
//
//   node tests/support/install.mjs FOLDER …

import { join } from 'node:path';
import { installTools, root } from './npm.mjs';

for (const folder of process.argv.slice(2)) installTools(join(root, folder));
