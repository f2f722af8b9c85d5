// Builds the npm package: pkg-template/ and what xtask made of the Rust core, to pkg/.
//
//   node build.mjs --core FOLDER --version X.Y.Z --out FOLDER     (called by `cargo xtask build`)
//
// The core's folder (target/glue) holds what xtask/src/build made before:
//
//   glue.js, glue.d.ts     wasm-bindgen's JavaScript around the wasm, and its types
//   tcaptcha.wasm          the wasm, optimized
//   THIRD-PARTY-NOTICES    licences of the crates that are linked into it
//
// TypeScript and esbuild both see that folder laid over src/core/: `import './glue.js'` in src/core/
// is target/glue/glue.js (tsconfig.json has it as `rootDirs`, build/resolve.mjs for esbuild), and the
// glue's own imports, `./errors.js` and `./random.js`, are files of src/core/. So the types of the
// boundary are the generated ones; an editor knows them once `cargo xtask build` has run.
//
// A file that differs between Node.js and the web is imported by one name, './x.js', and lies there as
// x.node.ts and x.web.ts (TypeScript looks at the first, by `moduleSuffixes`).
//
// What is written:
//
//   index.js, simulator.js, …  CommonJS for Node.js 8.9 and later, lowered by esbuild, not minified
//   proxy.js, …                parts of index.js that are loaded when they are used
//   index.mjs, …               their ES module faces: the same functions of the same instance
//   web.mjs, workerd.mjs, …    ES modules for everything else
//   tcaptcha.wasm              what index.js reads; tcaptcha-wasm.js is the same for bundlers
//   types/, *.d.ts, *.d.mts    declarations, readable by TypeScript 4.0
//   miniprogram/               the client's helper in ES5, by tsc
//   templates/                 folders of examples/, which `tcaptcha init` writes

import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleForNode, bundleForWeb } from './build/bundles.mjs';
import { buildMiniProgram } from './build/miniprogram.mjs';
import { writePackageFiles } from './build/package-files.mjs';
import { writeTypes } from './build/types.mjs';
import { identify, writeWasm } from './build/wasm.mjs';

const { values } = parseArgs({
  options: { core: { type: 'string' }, version: { type: 'string' }, out: { type: 'string' } },
});
const core = resolve(values.core);
const out = resolve(values.out);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const wasm = identify(join(core, 'tcaptcha.wasm'));
writeWasm(wasm, out);
await bundleForNode({ core, out, wasmId: wasm.id });
await bundleForWeb({ core, out });
await writeTypes(out);
buildMiniProgram(join(out, 'miniprogram'));
writePackageFiles({ core, out, version: values.version });
