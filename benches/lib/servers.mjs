// The vendor's side, without TLS and with it, in processes of their own, whose time is nobody's.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createCertificate } from '../../tests/check/lib/certificate.mjs';
import { benches } from './processes.mjs';

/** Hands `use` `{url, tlsUrl, caFile}`, and ends the servers when it is done. */
export async function withServers(use) {
  const { certFile, keyFile } = createCertificate();
  const servers = [[], [keyFile, certFile]].map(startServer);
  try {
    const [port, tlsPort] = await Promise.all(servers.map(portOf));
    return await use({
      url: `http://127.0.0.1:${port}`,
      tlsUrl: `https://127.0.0.1:${tlsPort}`,
      caFile: certFile,
    });
  } finally {
    for (const server of servers) server.stdin.end();
  }
}

function startServer(files) {
  const script = join(benches, 'check/server.mjs');
  return spawn(process.execPath, [script, ...files], { stdio: ['pipe', 'pipe', 'inherit'] });
}

async function portOf(server) {
  const [line] = await once(server.stdout, 'data');
  return Number(line);
}
