const { options, consumer, done } = require('./clock.cjs');
const path = require.resolve('tcaptcha-wasm', { paths: [consumer] });
const start = process.hrtime.bigint();
const { encryptAid } = require(path);
done(start, encryptAid(options));
