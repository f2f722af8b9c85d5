// The vendor's SDK as its users write it, its connections led to the simulator.

import { existsSync } from 'node:fs';
import https from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';
import { join } from 'node:path';
import { installTools, root } from '../../support/npm.mjs';

/** `undefined` where it is not installed and must not be. */
export function officialSdkOver(url, install) {
  const tools = join(root, 'tests/check');
  if (!existsSync(join(tools, 'node_modules/tencentcloud-sdk-nodejs'))) {
    if (!install) return undefined;
    installTools(tools);
  }
  const { port } = new URL(url);
  const { createConnection } = https.Agent.prototype;
  // It believes in https and its own host name: only the socket goes elsewhere, without TLS.
  https.Agent.prototype.createConnection = () => net.connect(Number(port), '127.0.0.1');
  return {
    module: createRequire(join(tools, 'package.json'))('tencentcloud-sdk-nodejs'),
    restore() {
      https.Agent.prototype.createConnection = createConnection;
    },
  };
}
