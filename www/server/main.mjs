// The demo: simulator, example backend and page on 127.0.0.1, in one process tree.
//
//   node www/server/main.mjs [--port 5180] [--round-trip] [--exit]
//
// --round-trip prints one whole round first; --exit stops after it.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { packageFolder, pageFolder } from './cast.mjs';
import { startDemo } from './demo.mjs';
import { printRoundTrip } from './round-trip.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5180' },
    'round-trip': { type: 'boolean', default: false },
    exit: { type: 'boolean', default: false },
  },
});

for (const [path, how] of [
  [`${packageFolder}simulator.js`, 'cargo xtask build'],
  [`${pageFolder}index.html`, 'npm ci && npm run build, in www/'],
]) {
  if (existsSync(path)) continue;
  console.error(`${path} is missing: run ${how}, or cargo xtask demo, which does it all`);
  process.exit(1);
}

const demo = await startDemo(values.port);

let closing;
function close() {
  closing ??= demo.close();
  return closing;
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => close().then(() => process.exit(0)));
}
// A backend that goes away on its own must not leave a page that only half works.
demo.backendExited.then((code) => {
  if (closing) return;
  console.error(`the example backend ended (code ${code})`);
  close().then(() => process.exit(1));
});

if (values['round-trip']) await printRoundTrip(demo.url);
if (values.exit) await close();
else {
  console.log(`\nThe demo page: ${demo.url}`);
  console.log(`The documentation: ${demo.url}docs/ (built when it is first opened)`);
  console.log('End it with Ctrl+C.');
}
