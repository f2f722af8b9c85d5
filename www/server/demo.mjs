// The servers of the demo: simulator, recorder, example backend and page, all on 127.0.0.1.
import { startExampleBackend } from './backend.mjs';
import { apps, credentials, loadSimulator } from './cast.mjs';
import { createDemoApi } from './demo-api.mjs';
import { createDocumentation } from './documentation.mjs';
import { listen } from './http.mjs';
import { startRecorder } from './recorder.mjs';
import { createSite } from './site.mjs';

/** Starts all of them; gives the page's address, how to end them, and when the backend ended by itself. */
export async function startDemo(port) {
  const { createSimulator } = await loadSimulator();
  // Set back for a moment, it makes tickets that are old at once.
  const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs };
  const simulator = createSimulator({ apps: Object.values(apps), credentials, clock: clock.now });
  const vendor = await simulator.listen();
  const recorder = await startRecorder(vendor.url);
  const backend = await startExampleBackend({ app: apps.own, credentials, endpoint: recorder.url });
  const api = createDemoApi({ simulator, clock, recorder, apps });
  const documentation = createDocumentation();
  const handler = createSite({ api, documentation, backendUrl: backend.url, app: apps.own });
  const site = await listen(handler, port);
  return {
    url: site.url,
    backendExited: backend.exited,
    close: () => {
      documentation.close();
      return Promise.all([site.close(), backend.close(), recorder.close(), simulator.close()]);
    },
  };
}
