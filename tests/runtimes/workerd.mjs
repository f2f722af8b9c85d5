// workerd runs one bundled worker and answers one request with the report.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.mjs';
import { root } from '../support/npm.mjs';
import { collectOutput } from '../support/run-process.mjs';

const hosts = fileURLToPath(new URL('./hosts/', import.meta.url));

/** The report of the suite in workerd, run by `host`, against the package installed in `consumer`. */
export async function runSuiteInWorkerd(binary, host, consumer) {
  const folder = join(root, 'target/runtimes/workerd', host);
  mkdirSync(folder, { recursive: true });
  await bundleWorker(join(hosts, host), consumer, join(folder, 'worker.mjs'));
  copyFileSync(
    join(consumer, 'node_modules/tcaptcha-wasm/tcaptcha.wasm'),
    join(folder, 'tcaptcha.wasm'),
  );
  const port = await freePort();
  writeFileSync(join(folder, 'config.capnp'), configOf(port));
  const child = spawn(binary, ['serve', join(folder, 'config.capnp')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = collectOutput(child);
  try {
    return await requestReport(port, child, printed);
  } finally {
    child.kill();
  }
}

async function bundleWorker(host, consumer, outfile) {
  const esbuild = createRequire(join(root, 'package.json'))('esbuild');
  await esbuild.build({
    entryPoints: [host],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'warning',
    nodePaths: [join(consumer, 'node_modules')],
    external: ['*.wasm'],
    alias: { 'tcaptcha-wasm/tcaptcha.wasm': './tcaptcha.wasm' },
    outfile,
  });
}

const configOf = (port) => `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = [
    (name = "worker.mjs", esModule = embed "worker.mjs"),
    (name = "tcaptcha.wasm", wasm = embed "tcaptcha.wasm"),
  ],
  compatibilityDate = "2026-01-01",
);
`;

async function requestReport(port, child, output) {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    if (child.exitCode !== null) break;
    const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (response?.ok) return response.json();
    if (response)
      throw new Error(
        `workerd answered ${response.status}:\n${await response.text()}\n${output()}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`workerd did not answer:\n${output()}`);
}
