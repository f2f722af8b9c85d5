// The suite in a page, for chromium.mjs; the report is left in `window.report`.

import * as testing from '/package/testing-web.mjs';
import * as web from '/package/web.mjs';
import { runWebSuite, webPeer } from '/tests/suite.mjs';

const url = new URL('/package/tcaptcha.wasm', location.href).href;
const bytes = async () => new Uint8Array(await (await fetch(url)).arrayBuffer());
let copies = 0;
const source = {
  bytes,
  module: async () => WebAssembly.compile(await bytes()),
  url,
  missingUrl: new URL('/package/missing.wasm', location.href).href,
  fetchesBesideItself: true,
  fresh: () => {
    copies += 1;
    return import(`/copies/${copies}/web.mjs`);
  },
};
window.report = runWebSuite(web, testing, source, { peer: webPeer(crypto), crypto });
