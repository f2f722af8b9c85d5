// The Node.js versions that cloud functions have.

import { nodeBinaries as binariesOf } from '../../support/nodes.mjs';

export const nodeBinaries = () => binariesOf([8, 12, 16, 18, 20]);
