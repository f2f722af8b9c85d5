// The Hono recipe in workerd, bundled as wrangler does.

import { createRequire } from 'node:module';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.mjs';
import { installTools, root } from '../../support/npm.mjs';
import { skip } from '../../support/skip.mjs';
import { startProcess } from './running.mjs';

/** Where it listens; nothing where there is no workerd. */
export async function startWorkerd(t, folder, env) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return skip('the binary of workerd is for Linux x64');
  }
  const runtimes = join(root, 'tests/runtimes');
  installTools(runtimes);
  const workerd = join(runtimes, 'node_modules/@cloudflare/workerd-linux-64/bin/workerd');
  const esbuild = createRequire(join(root, 'package.json'))('esbuild');
  await esbuild.build({
    entryPoints: [join(folder, 'src/worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['*.wasm'],
    outfile: join(folder, 'worker.mjs'),
    logLevel: 'warning',
  });
  copyFileSync(join(folder, 'node_modules/tcaptcha-wasm/tcaptcha.wasm'), join(folder, 'tcaptcha.wasm'));
  const port = await freePort();
  writeFileSync(join(folder, 'config.capnp'), configOf(port, env));
  const url = `http://127.0.0.1:${port}`;
  const { exited } = await startProcess(t, workerd, ['serve', 'config.capnp'], { cwd: folder }, null);
  let ended;
  exited.then((code) => {
    ended = code;
  });
  while (!(await fetch(url).catch(() => null))) {
    if (ended !== undefined) throw new Error(`workerd ended with ${ended}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url };
}

const configOf = (port, env) => `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["private", "local", "public"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.mjs", esModule = embed "worker.mjs"),
    (name = "tcaptcha.wasm", wasm = embed "tcaptcha.wasm"),
  ],
  bindings = [${Object.entries(env)
    .map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`)
    .join(', ')}],
  compatibilityDate = "2026-01-01",
  compatibilityFlags = ["enable_request_signal"],
);
`;
