'use strict';

// Runs in Node.js 8.9.4 too: ES2017, and only what that Node.js has. Copied beside the installed package.

const crypto = require('crypto');
const fs = require('fs');
const util = require('util');

const suite = require(process.argv[2]);
const lib = require('tcaptcha-wasm');
const testing = require('tcaptcha-wasm/testing');

suite.runServerSuite(lib, testing, { peer: suite.nodePeer(crypto), inspect: util.inspect }).then(
  (report) => fs.writeFileSync(process.argv[3], JSON.stringify(report)),
  (error) => {
    console.error(error);
    process.exit(2);
  },
);
