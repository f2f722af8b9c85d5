// The first token of a new process, by the package that the settings name.

const { app, expiresInSeconds } = require('../lib/input.cjs');
const { answer, checkToken, now, peakMegabytes, requirePackage, settings } = require('../lib/child.cjs');

const start = now();
const { encryptAid } = requirePackage(settings.packageName);
const token = encryptAid({ ...app, expiresInSeconds });
const milliseconds = now() - start;
checkToken(token);
answer({ milliseconds, peak: peakMegabytes() });
