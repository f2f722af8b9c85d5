// Require to ready: a client that could send. The part of the SDK that one would load.
const { done } = require('./clock.cjs');
const path = require.resolve('tencentcloud-sdk-nodejs');
const start = process.hrtime.bigint();
const sdk = require(path);
const client = new sdk.captcha.v20190722.Client({ credential: { secretId: 'x', secretKey: 'y' } });
done(start, client);
