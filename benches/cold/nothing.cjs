// Node.js by itself: the memory that everybody has.

const { answer, peakMegabytes } = require('../lib/child.cjs');

answer({ peak: peakMegabytes() });
