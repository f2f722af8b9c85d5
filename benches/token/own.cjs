// This package: an encryptor that is kept, or one call for each token.

const { app, expiresInSeconds } = require('../lib/input.cjs');
const { requirePackage, settings } = require('../lib/child.cjs');
const { checkToken } = require('../lib/expect.cjs');
const { serveCalls } = require('../lib/worker.cjs');

const { createAidEncryptor, encryptAid } = requirePackage('tcaptcha-wasm');
const options = { ...app, expiresInSeconds };
const encryptor = createAidEncryptor(options);
const makeToken = settings.way === 'kept' ? () => encryptor.encrypt() : () => encryptAid(options);
checkToken(makeToken());
serveCalls(makeToken);
