// tcaptcha-wasm/web outside a browser: Node.js, Deno and Bun; copied beside the installed package.
// Arguments: the suite, the report, the address of the package's files.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as web from 'tcaptcha-wasm/web';
// By its path: here `tcaptcha-wasm/testing` is of the server's instance.
import * as testing from './node_modules/tcaptcha-wasm/testing-web.mjs';

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
  fetchesBesideItself: true,
  fresh: () => {
    copies += 1;
    const copy = new URL(`./copies/${copies}/`, import.meta.url);
    cpSync(new URL('./node_modules/tcaptcha-wasm/', import.meta.url), copy, { recursive: true });
    return import(new URL('web.mjs', copy).href);
  },
};
const report = await suite.runWebSuite(web, testing, source, {
  peer: suite.webPeer(crypto),
  crypto,
});
writeFileSync(reportPath, JSON.stringify(report));
