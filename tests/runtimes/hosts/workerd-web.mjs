// tcaptcha-wasm/web in workerd, where WebAssembly is not compiled at run time: the module is imported.

import wasm from 'tcaptcha-wasm/tcaptcha.wasm';
import * as testing from 'tcaptcha-wasm/testing';
import * as web from 'tcaptcha-wasm/web';
import { runWebSuite, webPeer } from '../../js/suite/index.js';

const source = {
  bytes: null,
  module: async () => wasm,
  url: null,
  missingUrl: null,
  fetchesBesideItself: false,
  fresh: null,
};

export default {
  async fetch() {
    return Response.json(
      await runWebSuite(web, testing, source, { peer: webPeer(crypto), crypto }),
    );
  },
};
