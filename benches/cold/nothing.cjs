// Plain Node.js: what the memory of the others is compared with.
const { done } = require('./clock.cjs');
done(process.hrtime.bigint(), {});
