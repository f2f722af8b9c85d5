// The built package under test, with the entry for tests.

import { require } from '../../support/built-package.mjs';

export { freshCopy, internalOf, lib, packageFolder, require } from '../../support/built-package.mjs';
export { root } from '../../support/npm.mjs';
export const testing = require('./testing.js');
