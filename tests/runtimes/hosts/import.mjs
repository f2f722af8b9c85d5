// The ESM face, in Node.js, Deno and Bun; copied beside the installed package.

import crypto from 'crypto';
import fs from 'fs';
import { createRequire } from 'module';
import util from 'util';
import * as lib from 'tcaptcha-wasm';
import * as testing from 'tcaptcha-wasm/testing';

const require = createRequire(import.meta.url);
const suite = require(process.argv[2]);

const required = require('tcaptcha-wasm');
for (const name of Object.keys(required)) {
  if (lib[name] !== required[name])
    throw new Error(`${name} is not the same by import and by require`);
}

const report = await suite.runServerSuite(lib, testing, {
  peer: suite.nodePeer(crypto),
  inspect: util.inspect,
});
fs.writeFileSync(process.argv[3], JSON.stringify(report));
