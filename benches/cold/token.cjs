// The first token of a new process, by the package that the settings name.

const { app, expiresInSeconds } = require('../lib/input.cjs');
const {
  answer,
  peakMegabytes,
  requirePackage,
  settings,
  startClocks,
} = require('../lib/child.cjs');
const { checkToken } = require('../lib/expect.cjs');

const readClocks = startClocks();
const { encryptAid } = requirePackage(settings.packageName);
const token = encryptAid({ ...app, expiresInSeconds });
const times = readClocks();
checkToken(token);
answer({ ...times, peak: peakMegabytes() });
