// The demo: simulator, example backend and page on 127.0.0.1, in one process tree.
//
//   node www/server/main.mjs [--port 5180] [--round-trip] [--exit]
//
// --round-trip prints one whole round first; --exit stops after it.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startExampleBackend } from './backend.mjs';
import { apps, credentials, loadSimulator, packageFolder, pageFolder } from './cast.mjs';
import { createDemoApi } from './demo-api.mjs';
import { listen } from './http.mjs';
import { startRecorder } from './recorder.mjs';
import { printRoundTrip } from './round-trip.mjs';
import { createSite } from './site.mjs';

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

const { createSimulator } = await loadSimulator();
// Set back for a moment, it makes tickets that are old at once.
const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
const simulator = createSimulator({ apps: Object.values(apps), credentials, clock: clock.now });
const vendor = await simulator.listen();
const recorder = await startRecorder(vendor.url);
const backend = await startExampleBackend({ app: apps.own, credentials, endpoint: recorder.url });
const api = createDemoApi({ simulator, clock, recorder, apps });
const site = await listen(createSite({ api, backendUrl: backend.url, app: apps.own }), values.port);

let closing;
function close() {
  closing ??= Promise.all([site.close(), backend.close(), recorder.close(), simulator.close()]);
  return closing;
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => close().then(() => process.exit(0)));
}
// A backend that goes away on its own must not leave a page that only half works.
backend.exited.then((code) => {
  if (closing) return;
  console.error(`the example backend ended (code ${code})`);
  close().then(() => process.exit(1));
});

if (values['round-trip']) await printRoundTrip(site.url);
if (values.exit) await close();
else console.log(`\nThe demo page: ${site.url}\nEnd it with Ctrl+C.`);
