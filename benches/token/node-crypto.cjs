// node:crypto, in the way that the settings name.

const { settings } = require('../lib/child.cjs');
const { serveCalls } = require('../lib/worker.cjs');
const { makers } = require('./ways.cjs');

serveCalls(makers(settings.kind)[settings.way]);
