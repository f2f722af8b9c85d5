// The same by the inner path that is not documented, which spares the other services.
const { done } = require('./clock.cjs');
const path =
  require.resolve('tencentcloud-sdk-nodejs/tencentcloud/services/captcha/v20190722/index.js');
const start = process.hrtime.bigint();
const { v20190722 } = require(path);
done(start, new v20190722.Client({ credential: { secretId: 'x', secretKey: 'y' } }));
