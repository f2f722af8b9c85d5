// tcaptcha-wasm/web outside a browser: Node.js, Deno and Bun; copied beside the installed package.
// Arguments: the suite, the report, the address of the package's files.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as web from 'tcaptcha-wasm/web';

const [suitePath, reportPath, filesUrl] = process.argv.slice(2);
const suite = await import(pathToFileURL(suitePath).href);

const file = new URL('./node_modules/tcaptcha-wasm/tcaptcha.wasm', import.meta.url);
const bytes = () => Promise.resolve(new Uint8Array(readFileSync(file)));
let copies = 0;
const source = {
  bytes,
  module: async () => new WebAssembly.Module(await bytes()),
  url: `${filesUrl}/tcaptcha.wasm`,
  missingUrl: `${filesUrl}/missing.wasm`,
  // Node.js alone does not fetch file: addresses.
  fetchesBesideItself: typeof Deno !== 'undefined' || typeof Bun !== 'undefined',
  fresh: () => {
    copies += 1;
    return import(new URL(`./node_modules/tcaptcha-wasm/web.mjs?copy=${copies}`, import.meta.url).href);
  },
};
const report = await suite.runWebSuite(web, source, { peer: suite.webPeer(crypto), crypto });
writeFileSync(reportPath, JSON.stringify(report));
