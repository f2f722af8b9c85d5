// The bare name in workerd: its export condition gives ./web, with the wasm loaded already.

import * as lib from 'tcaptcha-wasm';
import * as testing from 'tcaptcha-wasm/testing';
import { runServerSuite, webPeer } from '../../js/suite/index.js';

export default {
  async fetch() {
    return Response.json(await runServerSuite(lib, testing, { peer: webPeer(crypto) }));
  },
};
