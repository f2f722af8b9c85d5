// What stands between the pages in miniprogram-simulate and the world: the cloud function in its
// runtime, the HTTP server, and the vendor. Everything behind the addresses here is the real thing.
//
//   POST /function  an event                       the cloud function's result
//   POST /unicloud  an event                       the uniCloud function's result
//   POST /solve     {flow, aidEncrypted, outcome}  what the captcha hands to the client
//   /api/…          passed on to examples/http-server

import { createServer } from 'node:http';
import { join } from 'node:path';
import { createCloudState } from '../../check/lib/cloud-gateway.mjs';
import { functionEnvironmentOf } from '../../backends/lib/account.mjs';
import { callFunction, startInstance } from '../../backends/lib/unicloud.mjs';
import { invoke, prepareFunction } from '../cloud/function.mjs';
import { startServer } from '../server/server.mjs';
import { CAPTCHA_APP_ID, initProject, startSimulator } from './backend.mjs';
import { target } from './folders.mjs';

/** `requireAid` is the console's switch: the plugin can meet it, the captcha mini program can't. */
export async function startGateway(packageFolder, { requireAid }) {
  prepareFunction(packageFolder);
  const httpFolder = join(target, 'http-server');
  initProject('http-server', httpFolder, packageFolder);
  const simulator = await startSimulator(packageFolder, { requireAid });
  const backend = await startServer(httpFolder, simulator.environment);

  const uniCloud = join(target, 'unicloud');
  const inUniCloud = 'cloudfunctions/captcha';
  initProject('unicloud', uniCloud, packageFolder, [], inUniCloud);
  const state = createCloudState();
  // A new instance for each call, as for the cloud function.
  const startUniCloud = () =>
    startInstance(
      join(uniCloud, inUniCloud),
      'index.js',
      functionEnvironmentOf(simulator.environment),
      state,
    );

  const answers = {
    '/function': (event) => invoke(event, simulator.environment),
    '/unicloud': (event) => callFunction(startUniCloud(), event),
    '/solve': (input) => simulator.solve({ captchaAppId: CAPTCHA_APP_ID, ...input }),
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    try {
      const own = answers[request.url];
      const answer = own
        ? { statusCode: 200, body: await own(JSON.parse(text)) }
        : await backend.ask(request.method, request.url, text);
      response.writeHead(answer.statusCode).end(JSON.stringify(answer.body ?? null));
    } catch (error) {
      response.writeHead(500).end(JSON.stringify({ message: error.message }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await backend.stop();
      await simulator.close();
    },
  };
}
